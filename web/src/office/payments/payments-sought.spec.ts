import { describe, expect, test } from '@jest/globals';
import { isSought, leftToRefund, newestFirst, type PaymentView } from './payments-sought.js';

const AT = '2026-01-31T18:00:00Z';
const attempt = (n: number, over: Partial<PaymentView['attempts'][number]> = {}): PaymentView['attempts'][number] => ({
  ...{ attempt: n, amount: 12.5, status: 'APPROVED', late: false, code: null, providerReference: null },
  ...over,
});
const refund = (amount: number, status: PaymentView['refunds'][number]['status'], of = 1) => ({
  ...{ refundId: `r${amount}${status}`, attempt: of, amount, reason: 'cold', by: 'office', status, at: AT },
  ...{ settledAt: null, code: null, net: null, tax: null },
});
const payment = (over: Partial<PaymentView> = {}): PaymentView => ({
  ...{ paymentId: 1, cartId: 1, storeId: 2002, customerId: 'alice', status: 'APPROVED', amount: 12.5, currency: 'EUR' },
  ...{ tax: null, refunded: 0, businessDay: '2026-01-31', attempts: [attempt(1)], refunds: [] },
  ...{ requestedAt: AT, updatedAt: AT },
  ...over,
});

describe('what is left to give back', () => {
  test.each([
    ['all of what was paid', {}, 12.5],
    [
      'without what was given back or is on its way',
      { refunds: [refund(2.1, 'REFUNDED'), refund(0.2, 'REQUESTED')] },
      10.2,
    ],
    ['with what could not be given back', { refunds: [refund(12.5, 'FAILED')] }, 12.5],
    ['nothing where nothing was paid', { attempts: [attempt(1, { status: 'DECLINED' })] }, 0],
    [
      'only of what the cart was paid with',
      { attempts: [attempt(1, { late: true }), attempt(2)], refunds: [refund(12.5, 'REFUNDED')] },
      12.5,
    ],
  ])('is %s', (_, over, left) => expect(leftToRefund(payment(over))).toBe(left));
});

describe('which payments are looked for', () => {
  test.each([
    [{}, true],
    [{ store: '2002', status: 'APPROVED', day: '2026-01-31' }, true],
    [{ store: '2001' }, false],
    [{ status: 'DECLINED' }, false],
    [{ day: '2026-02-01' }, false],
    [{ number: '1' }, true],
    [{ number: '2' }, false],
  ])('%j', (sought, isFound) => expect(isSought(payment(), sought)).toBe(isFound));

  test('comes newest first', () => {
    const later = payment({ paymentId: 2, requestedAt: '2026-01-31T19:00:00Z' });
    const found = [payment({ paymentId: 3 }), payment(), later].sort(newestFirst);
    expect(found.map(({ paymentId }) => paymentId)).toEqual([2, 3, 1]);
  });
});
