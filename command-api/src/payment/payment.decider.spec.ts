import {
  anyPaymentEvent,
  eventsOf,
  expectEvolveIsTotal,
  expectRepeatEmitsNothing,
  given,
  played,
  stateAfter,
} from '@doremi/domain/testing';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  abandonedApprovals,
  openAttempt,
  openRefunds,
  payment,
  type PaymentCommand,
  refundable,
  standingApproval,
  statusOf,
} from './payment.decider.js';
import { anyPaymentCommand } from './testing/any-payment-command.js';
import {
  approve,
  decline,
  failed,
  ids,
  notCharged,
  PAID,
  PAID_TWICE,
  refund,
  refunded,
  request,
  unknown,
} from './testing/payment.samples.js';

const after = (...commands: PaymentCommand[]) => given(payment, played(payment, ...commands));

describe('payment', () => {
  test('the provider is asked with the key of the attempt', () => {
    given(payment)
      .when(request())
      .then({
        type: 'PaymentRequested',
        data: { ...ids, attempt: 1, amount: 15000, idempotencyKey: '7-1', currency: 'EUR', taxRate: 19 },
      });
    after(request(), decline()).when(request(2)).thenOne('PaymentRequested', { attempt: 2, idempotencyKey: '7-2' });
  });

  test('an attempt is requested once, in whatever state it is', () => {
    for (const history of [[request()], [request(), decline()], PAID, PAID_TWICE])
      after(...history)
        .when(request())
        .thenNothing();
  });

  test('another one is refused while one is open or pays already', () => {
    after(request(), unknown()).when(request(2)).thenRefused('PAYMENT_OPEN', { attempt: 1, status: 'UNKNOWN' });
    after(...PAID)
      .when(request(2))
      .thenRefused('PAYMENT_OPEN', { attempt: 1, status: 'APPROVED' });
  });

  test('what was surely not charged is declined, as long as nobody knows otherwise', () => {
    after(request()).when(notCharged).thenOne('PaymentDeclined', { attempt: 1, code: 'PROVIDER_UNAVAILABLE' });
    after(request(), unknown()).when(notCharged).thenNothing();
  });

  test('what was never requested has no outcome', () => {
    after(request()).when(approve(2)).thenRefused('PAYMENT_NOT_FOUND');
  });

  test('refunds take what is left, counting those that are on their way and not those that failed', () => {
    const { when, state } = after(...PAID, refund('a', 4000), refund('b', 1000), failed('b'));
    expect(refundable(state)).toBe(11000);
    when(refund('c', 11001)).thenRefused('REFUND_TOO_HIGH', { left: 11000 });
    when(refund('c', 0)).thenRefused('REFUND_TOO_HIGH', { left: 11000 });
    when(refund('c')).then({
      type: 'RefundRequested',
      data: { ...ids, attempt: 1, amount: 11000, refundId: 'c', reason: 'cold', by: 'head' },
    });
    when(refund('a', 9)).thenNothing();
  });

  test('the outcome of a refund says how much of which attempt it was', () => {
    const data = { ...ids, attempt: 1, amount: 4000, refundId: 'a' };
    const { when } = after(...PAID, refund('a', 4000));
    const asked = { reason: 'cold', by: 'head' };
    const back = { ...data, ...asked, net: 3361, tax: 639, providerReference: 'back' };
    when(refunded('a')).then({ type: 'PaymentRefunded', data: back });
    when(failed('a')).then({ type: 'RefundFailed', data: { ...data, code: 'REFUSED' } });
  });

  test('the reason that takes a refund out of the sales is for attempts that were given up', () => {
    const abandoned = (attempt: number) =>
      ({ type: 'RequestRefund', refundId: 'x', attempt, reason: 'ATTEMPT_ABANDONED', by: 'head' }) as const;
    const { when } = after(...PAID_TWICE);
    when(abandoned(2)).thenRefused('REFUND_REASON_RESERVED');
    when(abandoned(1)).thenOne('RefundRequested', { attempt: 1, reason: 'ATTEMPT_ABANDONED' });
  });

  test('nothing paid, nothing to refund', () => {
    after(request(1, 0), approve()).when(refund('a')).thenRefused('REFUND_TOO_HIGH', { left: 0 });
    expect(statusOf(after(request(1, 0), approve()).state)).toBe('APPROVED');
  });

  test('the approval of an attempt that was given up is recorded, never pays, and can be refunded by its number', () => {
    const { state, when } = after(...PAID_TWICE);
    expect(standingApproval(state)?.attempt).toBe(2);
    expect(abandonedApprovals(state).map(({ attempt }) => attempt)).toEqual([1]);
    when(refund('late', undefined, 1)).thenOne('RefundRequested', { attempt: 1, amount: 15000 });
    when(refund('mine')).thenOne('RefundRequested', { attempt: 2, amount: 15000 });
    when(refund('none', undefined, 3)).thenRefused('PAYMENT_NOT_APPROVED');
  });

  test('an abandoned approval is so until its money was asked back, whatever came of it', () => {
    const asked = [...PAID_TWICE, refund('late', undefined, 1)];
    for (const history of [asked, [...asked, refunded('late')], [...asked, failed('late')]])
      expect(abandonedApprovals(after(...history).state)).toEqual([]);
    expect(statusOf(after(...asked).state)).toBe('APPROVED');
  });

  test('a late approval alone does not make it paid, nor stop another attempt', () => {
    const { state, when } = after(request(), decline(), approve());
    expect(statusOf(state)).toBe('DECLINED');
    expect(refundable(state)).toBe(0);
    when(refund('r')).thenRefused('PAYMENT_NOT_APPROVED', { status: 'DECLINED' });
    when(request(2)).thenOne('PaymentRequested', { attempt: 2 });
  });

  test('what is open is found', () => {
    expect(openAttempt(after(request(), unknown()).state)).toMatchObject({ attempt: 1, status: 'UNKNOWN' });
    expect(openAttempt(after(request(), decline()).state)).toBeNull();
    const { state } = after(...PAID, refund('a', 1), refund('b', 2), refunded('a'));
    expect(openRefunds(state)).toEqual([
      { refundId: 'b', attempt: 1, amount: 2, reason: 'cold', by: 'head', status: 'REQUESTED' },
    ]);
  });

  test('evolve never throws', () => expectEvolveIsTotal(payment, anyPaymentEvent));

  test('a repeat emits nothing', () => expectRepeatEmitsNothing(payment, anyPaymentCommand, () => true));

  test('one attempt is open at most, one approval stands at most, and never both', () =>
    fc.assert(
      fc.property(fc.array(anyPaymentCommand, { maxLength: 25 }), (commands) => {
        const { attempts } = stateAfter(payment, commands);
        const current = attempts.filter(({ status, late }) => status !== 'DECLINED' && !late);
        expect(current.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 300 },
    ));

  test('refunds never exceed what was paid, for any attempt', () =>
    fc.assert(
      fc.property(fc.array(anyPaymentCommand, { maxLength: 40 }), (commands) => {
        const paid = new Map<number, number>();
        const back = new Map<number, number>();
        for (const { type, data } of eventsOf(payment, commands)) {
          if (type === 'PaymentApproved') paid.set(data.attempt, data.amount);
          if (type === 'PaymentRefunded') back.set(data.attempt, (back.get(data.attempt) ?? 0) + data.amount);
          for (const [attempt, amount] of back) expect(amount).toBeLessThanOrEqual(paid.get(attempt) ?? 0);
        }
        expect(refundable(stateAfter(payment, commands))).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 500 },
    ));
});
