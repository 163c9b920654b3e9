import { describe, expect, test } from '@jest/globals';
import { chargeOutcomeOf, refundOutcomeOf } from './provider-outcomes.js';

const charged = { id: 'ch_1', status: 'approved' };
const paidBack = { id: 're_1', status: 'refunded' };

describe('an answer to a charge', () => {
  test.each([
    [201, charged],
    [200, charged],
  ])('%i %j is approved', (status, body) => {
    expect(chargeOutcomeOf({ status, body })).toEqual({ outcome: 'approved', providerReference: 'ch_1' });
  });

  test.each([
    [402, { code: 'CARD_DECLINED' }, 'CARD_DECLINED'],
    [201, { id: 'ch_1', status: 'declined', code: 'NO_FUNDS' }, 'NO_FUNDS'],
    [200, { id: 'ch_1', status: 'declined' }, 'CARD_DECLINED'],
  ])('%i %j is declined', (status, body, code) => {
    expect(chargeOutcomeOf({ status, body })).toEqual({ outcome: 'declined', code });
  });

  test.each<[number, object]>([
    [201, { id: 'ch_1', status: 'pending' }],
    [202, { id: 'ch_1', status: 'approving' }],
    [201, { id: 'ch_1' }],
    [201, { status: 'approved' }],
    [201, { id: 7, status: 'approved' }],
    [201, { id: '', status: 'approved' }],
    [201, []],
    [204, {}],
    [302, charged],
    [402, {}],
    [402, { code: 7 }],
    [400, { code: 'CARD_DECLINED' }],
    [401, { code: 'CARD_DECLINED' }],
    [403, {}],
    [404, { code: 'NOT_FOUND' }],
    [408, {}],
    [409, { code: 'IN_PROGRESS' }],
    [422, { code: 'IDEMPOTENCY_KEY_REUSED' }],
    [425, {}],
    [429, { code: 'TOO_MANY' }],
    [500, charged],
  ])('%i %j decides nothing', (status, body) => {
    expect(chargeOutcomeOf({ status, body })).toEqual({ outcome: 'unknown' });
  });
});

describe('an answer to a refund', () => {
  test('that says so is paid back', () => {
    expect(refundOutcomeOf({ status: 201, body: paidBack })).toEqual({
      outcome: 'refunded',
      providerReference: 're_1',
    });
  });

  test.each([
    [404, { code: 'CHARGE_NOT_FOUND' }, 'CHARGE_NOT_FOUND'],
    [409, { code: 'REFUND_EXCEEDS_CHARGE' }, 'REFUND_EXCEEDS_CHARGE'],
    [200, { id: 're_1', status: 'failed' }, 'REFUND_FAILED'],
    [200, { id: 're_1', status: 'failed', code: 'ACCOUNT_CLOSED' }, 'ACCOUNT_CLOSED'],
  ])('%i %j failed for good', (status, body, code) => {
    expect(refundOutcomeOf({ status, body })).toEqual({ outcome: 'failed', code });
  });

  test.each<[number, object]>([
    [201, { id: 're_1', status: 'pending' }],
    [201, { id: 're_1' }],
    [202, {}],
    [303, paidBack],
    [401, {}],
    [403, { code: 'CHARGE_LOCKED' }],
    [404, {}],
    [408, {}],
    [409, { code: 'IN_PROGRESS' }],
    [409, {}],
    [423, {}],
    [429, { code: 'TOO_MANY' }],
    [503, { code: 'CHARGE_NOT_FOUND' }],
  ])('%i %j is asked again', (status, body) => {
    expect(refundOutcomeOf({ status, body })).toEqual({ outcome: 'unknown' });
  });
});
