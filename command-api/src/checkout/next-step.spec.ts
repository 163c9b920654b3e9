import { describe, expect, test } from '@jest/globals';
import { cart, type Cart } from '../cart/cart.decider.js';
import { order, type Order } from '../order/order.decider.js';
import { nextStep, type Step } from './next-step.js';
import { payment, type Attempt, type Payment, type Refund } from '../payment/payment.decider.js';

const cartIn = (status: Cart['status'], attempt = 1): Cart => ({ ...cart.initial, cartId: 7, status, attempt });
const made = (attempt: number, status: Attempt['status'], more: Partial<Attempt> = {}): Attempt => ({
  ...{ attempt, amount: 15000, currency: 'EUR', taxRate: 0, status, late: false, providerReference: null, code: null },
  ...more,
});
const paymentOf = (...attempts: Attempt[]): Payment => ({ ...payment.initial, paymentId: 7, cartId: 7, attempts });
const late = made(1, 'APPROVED', { late: true, code: 'DECLINED' });
const declined = made(1, 'DECLINED', { code: 'CARD_DECLINED' });
const received: Order = { ...order.initial, status: 'RECEIVED' };
const none = order.initial;
const cancelled: Order = { ...order.initial, status: 'CANCELLED' };
const back = (refundId: string, amount: number, status: Refund['status']): Refund => ({
  ...{ refundId, attempt: 1, amount, reason: 'ORDER_CANCELLED', by: 'alice', status },
});
const part = (status: Refund['status']): Refund => ({ ...back('a-person', 1000, status), reason: 'cold' });
const refunded = (...refunds: Refund[]): Payment => ({ ...paymentOf(made(1, 'APPROVED')), refunds });
const asked = {
  ...paymentOf(late),
  refunds: [{ ...back('r', 15000, 'REQUESTED'), reason: 'ATTEMPT_ABANDONED' }],
};

describe('the next step', () => {
  test.each<[string, Cart, Payment, Order, Step | null]>([
    ['no cart', cartIn('NONE', 0), paymentOf(), none, null],
    ['not ordered', cartIn('MENUADDED', 0), paymentOf(), none, null],
    ['declined and reopened', cartIn('MENUADDED'), paymentOf(declined), none, null],
    ['expired', cartIn('EXPIRED'), paymentOf(), none, null],
    ['ordered', cartIn('ORDERED'), paymentOf(), none, { step: 'request', attempt: 1 }],
    ['ordered again', cartIn('ORDERED', 2), paymentOf(declined), none, { step: 'request', attempt: 2 }],
    [
      'requested',
      cartIn('ORDERED'),
      paymentOf(made(1, 'REQUESTED')),
      none,
      { step: 'charge', attempt: 1, isUnknown: false },
    ],
    [
      'unknown',
      cartIn('ORDERED'),
      paymentOf(made(1, 'UNKNOWN')),
      none,
      { step: 'charge', attempt: 1, isUnknown: true },
    ],
    ['approved', cartIn('ORDERED'), paymentOf(made(1, 'APPROVED')), none, { step: 'confirm', attempt: 1 }],
    ['declined', cartIn('ORDERED'), paymentOf(declined), none, { step: 'reopen', attempt: 1, reason: 'CARD_DECLINED' }],
    ['paid', cartIn('PAID'), paymentOf(made(1, 'APPROVED')), none, { step: 'receive', attempt: 1 }],
    ['received', cartIn('PAID'), paymentOf(made(1, 'APPROVED')), received, null],
    [
      'cancelled later',
      cartIn('PAID'),
      paymentOf(made(1, 'APPROVED')),
      cancelled,
      { step: 'giveBack', attempt: 1, refundId: '7-cancelled' },
    ],
    ['cancelled, and asked back', cartIn('PAID'), refunded(back('7-cancelled', 15000, 'REQUESTED')), cancelled, null],
    [
      'cancelled while a part that a person asked for is under way',
      cartIn('PAID'),
      refunded(part('REQUESTED'), back('7-cancelled', 14000, 'REFUNDED')),
      cancelled,
      null,
    ],
    [
      'and that part failed',
      cartIn('PAID'),
      refunded(part('FAILED'), back('7-cancelled', 14000, 'REFUNDED')),
      cancelled,
      { step: 'giveBack', attempt: 1, refundId: '7-cancelled-2' },
    ],
    [
      'all of it was under way and failed',
      cartIn('PAID'),
      refunded({ ...part('FAILED'), amount: 15000 }),
      cancelled,
      { step: 'giveBack', attempt: 1, refundId: '7-cancelled' },
    ],
    [
      "cancelled, and the cancellation's own refund failed for good",
      cartIn('PAID'),
      refunded(back('7-cancelled', 15000, 'FAILED')),
      cancelled,
      null,
    ],
    ['approved too late', cartIn('MENUADDED'), paymentOf(late), none, { step: 'refund', attempt: 1 }],
    ['approved too late, cart waiting', cartIn('ORDERED'), paymentOf(late), none, { step: 'refund', attempt: 1 }],
    ['refund asked, cart waiting', cartIn('ORDERED'), asked, none, { step: 'reopen', attempt: 1, reason: 'DECLINED' }],
    ['refund asked', cartIn('MENUADDED'), asked, none, null],
    [
      'approved too late beside the one that pays',
      cartIn('PAID', 2),
      paymentOf(late, made(2, 'APPROVED')),
      received,
      { step: 'refund', attempt: 1 },
    ],
  ])('%s', (_, cart, payment, order, step) => {
    expect(nextStep(cart, payment, order)).toEqual(step);
  });
});
