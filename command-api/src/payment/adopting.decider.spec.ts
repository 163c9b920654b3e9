import { eventsOf, expectRepeatEmitsNothing, given, played, stateAfter } from '@doremi/domain/testing';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  abandonedApprovals,
  openRefunds,
  payment,
  type PaymentCommand,
  refundable,
  statusOf,
} from './payment.decider.js';
import { anyAdoptingCommand } from './testing/any-payment-command.js';
import {
  adoptCharge,
  adoptRefund,
  approve,
  decline,
  failed,
  ids,
  PAID,
  refund,
  refunded,
  request,
  unknown,
} from './testing/payment.samples.js';

const after = (...commands: PaymentCommand[]) => given(payment, played(payment, ...commands));

describe('a charge that the log lost', () => {
  const of = { ...ids, attempt: 1 };
  const lost = { refundId: '7-1-lost', reason: 'ATTEMPT_ABANDONED', by: 'system' };
  const unknownMoney = { currency: null, taxRate: null };

  test('closes its attempt, and all of its money goes back', () => {
    given(payment)
      .when(adoptCharge())
      .then(
        { type: 'PaymentRequested', data: { ...of, amount: 15000, idempotencyKey: '7-1', ...unknownMoney } },
        { type: 'PaymentDeclined', data: { ...of, amount: 15000, code: 'ATTEMPT_LOST' } },
        { type: 'PaymentApproved', data: { ...of, amount: 15000, providerReference: 'ref-1' } },
        { type: 'RefundRequested', data: { ...of, amount: 15000, ...lost } },
      );
  });

  test('is adopted with what went back already, and only the rest is asked for', () => {
    const { state } = after(adoptCharge(1, 15000, 4000, 1000));
    expect(openRefunds(state)).toMatchObject([{ refundId: '7-1-lost', amount: 10000 }]);
    const all = after(adoptCharge(1, 15000, 15000));
    expect(all.state.refunds).toMatchObject([{ refundId: 'back-0', status: 'REFUNDED', reason: 'ATTEMPT_ABANDONED' }]);
  });

  test('never pays for anything, and nobody asks for its money again', () => {
    for (const history of [[adoptCharge()], [adoptCharge(), refunded('7-1-lost')], [adoptCharge(1, 15000, 15000)]]) {
      const { state } = after(...history);
      expect(statusOf(state)).toBe('DECLINED');
      expect(abandonedApprovals(state)).toEqual([]);
      expect(refundable(state)).toBe(0);
    }
    after(adoptCharge()).when(request(1)).thenNothing();
    after(adoptCharge()).when(request(2)).thenOne('PaymentRequested', { attempt: 2 });
  });

  test('is left alone where the log has the attempt after all', () => {
    for (const history of [[request()], [request(), unknown()], [request(), decline()], PAID, [adoptCharge()]])
      after(...history)
        .when(adoptCharge())
        .thenNothing();
  });

  test('stands beside the attempt that is open, or that pays', () => {
    const { state } = after(...PAID, adoptCharge(2));
    expect([statusOf(state), refundable(state)]).toEqual(['APPROVED', 15000]);
    after(request(), adoptCharge(2)).when(approve(1)).thenOne('PaymentApproved', { attempt: 1 });
  });
});

describe('a refund that the log lost', () => {
  const data = { ...ids, attempt: 1, amount: 5000, refundId: 'x' };
  const tax = { net: 4202, tax: 798 };

  test('is recorded as asked for and done', () => {
    const reason = 'REFUND_LOST';
    after(...PAID)
      .when(adoptRefund('x'))
      .then(
        { type: 'RefundRequested', data: { ...data, reason, by: 'system' } },
        { type: 'PaymentRefunded', data: { ...data, ...tax, reason, by: 'system', providerReference: 're_1' } },
      );
  });

  test('is done where the log has it as open or failed, for the reason it was asked for', () => {
    for (const history of [[refund('x', 5000)], [refund('x', 5000), failed('x')]])
      after(...PAID, ...history)
        .when(adoptRefund('x'))
        .then({
          type: 'PaymentRefunded',
          data: { ...data, ...tax, reason: 'cold', by: 'head', providerReference: 're_1' },
        });
  });

  test('of an attempt that was given up is none of the sales', () => {
    const { state } = after(request(), decline(), approve(), adoptRefund('x'));
    expect(state.refunds).toMatchObject([{ refundId: 'x', reason: 'ATTEMPT_ABANDONED', status: 'REFUNDED' }]);
  });

  test('is recorded beside one that is on its way, which the provider will refuse then', () => {
    const { state } = after(...PAID, refund('mine'), adoptRefund('x', 15000));
    expect([refundable(state), statusOf(state)]).toEqual([0, 'REFUNDING']);
    expect(statusOf(after(...PAID, refund('mine'), adoptRefund('x', 15000), failed('mine')).state)).toBe('REFUNDED');
  });

  test('is never more than was paid', () => {
    after(...PAID, refund('a', 11000), refunded('a'))
      .when(adoptRefund('x'))
      .thenRefused('REFUND_TOO_HIGH', { left: 4000 });
  });
});

test('adopting once more emits nothing', () => expectRepeatEmitsNothing(payment, anyAdoptingCommand, () => true));

test('what went back is never more than was paid, and one approval stands at most', () =>
  fc.assert(
    fc.property(fc.array(anyAdoptingCommand, { maxLength: 30 }), (commands) => {
      const paid = new Map<number, number>();
      const back = new Map<number, number>();
      for (const { type, data } of eventsOf(payment, commands)) {
        if (type === 'PaymentApproved') paid.set(data.attempt, data.amount);
        if (type === 'PaymentRefunded') back.set(data.attempt, (back.get(data.attempt) ?? 0) + data.amount);
        for (const [number, amount] of back) expect(amount).toBeLessThanOrEqual(paid.get(number) ?? 0);
      }
      const { attempts } = stateAfter(payment, commands);
      expect(attempts.filter(({ status, late }) => status !== 'DECLINED' && !late).length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 300 },
  ));
