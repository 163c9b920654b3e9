import { describe, expect, test } from '@jest/globals';
import { ATTEMPT_ABANDONED, type OrderEvent, orderTracking, type PaymentEvent } from '@doremi/domain';
import { orderBoard } from './order-board.js';
import { at, folded } from './testing/folded.js';
import { order, orderSteps as step, promise } from './testing/order-steps.js';

const shown = (...events: (OrderEvent | PaymentEvent)[]) => folded(orderBoard, step.received, ...events)[1];

describe('orderBoard', () => {
  test('a received order is open', () => {
    expect(shown()).toEqual({
      ...order,
      status: 'RECEIVED',
      open: true,
      courier: null,
      refunded: 0,
      receivedAt: at(1),
      cookingAt: null,
      readyAt: null,
      deliveringAt: null,
      closedAt: null,
    });
  });

  test('accepted, it says when it is promised', () => {
    expect(shown(step.accepted)).toMatchObject({ status: 'ACCEPTED', open: true, ...promise });
  });

  test('it has a time stamp per stage, and is closed when delivered', () => {
    expect(shown(step.cooking, step.ready, step.delivering, step.delivered)).toEqual({
      ...order,
      status: 'COMPLETED',
      open: false,
      courier: 'bora',
      refunded: 0,
      receivedAt: at(1),
      cookingAt: at(2),
      readyAt: at(3),
      deliveringAt: at(4),
      closedAt: at(5),
    });
  });

  test('a recalled order is not ready any more', () => {
    expect(shown(step.cooking, step.ready, step.recalled)).toMatchObject({ status: 'COOKING', readyAt: null });
  });

  test('a failed delivery is still open, a cancelled order is not', () => {
    const failed = [step.cooking, step.ready, step.delivering, step.failed];
    expect(shown(...failed)).toMatchObject({ status: 'DELIVERY_FAILED', open: true });
    expect(shown(...failed, step.cancelled)).toMatchObject({ status: 'CANCELLED', open: false, closedAt: at(6) });
  });

  test('says what was cancelled for which reason, and what went back', () => {
    const refund = {
      paymentId: 1,
      cartId: 1,
      storeId: 2002,
      customerId: 'alice',
      businessDay: '2026-01-01',
      attempt: 1,
    };
    const back = (amount: number, reason: string): PaymentEvent => ({
      type: 'PaymentRefunded',
      data: { ...refund, refundId: reason, amount, reason, by: 'head', net: amount, tax: 0, providerReference: 're_1' },
    });
    expect(
      shown(step.cancelled, back(5_000, 'cold'), back(10_000, 'ORDER_CANCELLED'), back(15_000, ATTEMPT_ABANDONED)),
    ).toMatchObject({ cancelCode: 'CUSTOMER', refunded: 15_000 });
  });

  test('handles the same events of an order as the tracking', () => {
    const ofOrders = (on: object) => Object.keys(on).filter((type) => !/Refund/.test(type));
    expect(ofOrders(orderBoard.on).sort()).toEqual(ofOrders(orderTracking.on).sort());
  });
});
