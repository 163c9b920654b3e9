import { describe, expect, test } from '@jest/globals';
import type { OrderEvent } from '@doremi/domain';
import { orderBoard } from './order-board.js';
import { orderTracking } from './order-tracking.js';
import { at, folded } from './testing/folded.js';
import { order, orderSteps as step } from './testing/order-steps.js';

const shown = (...events: OrderEvent[]) => folded(orderBoard, step.received, ...events)[1];

describe('orderBoard', () => {
  test('a received order is open', () => {
    expect(shown()).toEqual({
      ...order,
      status: 'RECEIVED',
      open: true,
      courier: null,
      receivedAt: at(1),
      cookingAt: null,
      readyAt: null,
      deliveringAt: null,
      closedAt: null,
    });
  });

  test('it has a time stamp per stage, and is closed when delivered', () => {
    expect(shown(step.cooking, step.ready, step.delivering, step.delivered)).toEqual({
      ...order,
      status: 'COMPLETED',
      open: false,
      courier: 'bora',
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

  test('what goes back of it is added up, and money of an attempt that was given up is none of it', () => {
    const back = (amount: number, reason: string) => ({
      type: 'PaymentRefunded' as const,
      data: {
        ...{ paymentId: 1, cartId: 1, storeId: 2002, customerId: 'alice', businessDay: '2026-01-01', attempt: 1 },
        ...{ amount, refundId: `r-${amount}`, reason, by: 'head', providerReference: 're', net: amount, tax: 0 },
      },
    });
    const refunds = [back(500, 'cold'), back(15_000, 'ATTEMPT_ABANDONED'), back(250, 'late')];
    for (const model of [orderBoard, orderTracking])
      expect(folded(model as typeof orderBoard, step.received, ...refunds)[1]).toMatchObject({ refunded: 750 });
  });

  test('handles the same events as the tracking', () => {
    expect(Object.keys(orderBoard.on).sort()).toEqual(Object.keys(orderTracking.on).sort());
  });
});
