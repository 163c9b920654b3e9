import { type OrderEvent, plainOrder, plainTerms } from '@doremi/domain';

const ids = { orderId: 1, storeId: 2002, customerId: 'alice' };

/** What every event of the order under test says of it. */
export const order = {
  ...ids,
  lines: [{ lineId: 1, menuId: 7, revision: 1, menuName: 'pizza3', quantity: 1, unitPrice: 15_000, options: [] }],
  total: 15_000,
  terms: plainTerms(15_000),
  orderNumber: null,
  acceptBy: '2026-01-01T00:05:00.000Z',
  acceptedAt: null,
  promisedAt: null,
  businessDay: '2026-01-01',
  cancelCode: null,
};

/** What accepting it says. */
export const promise = { acceptedAt: '2026-01-01T00:00:02.000Z', promisedAt: '2026-01-01T00:30:00.000Z' };

const money = { total: order.total, businessDay: '2026-01-01' };

/** An order's events, by what they lead to. */
export const orderSteps = {
  received: {
    type: 'OrderReceived',
    data: {
      ...{ ...ids, lines: order.lines, ...money, ...plainOrder(order.total) },
      ...{ cartId: 1, paymentId: 1, paidAt: '2026-01-01T00:00:00.000Z', acceptBy: order.acceptBy },
    },
  },
  accepted: { type: 'OrderAccepted', data: { ...ids, ...promise, by: 'store' } },
  cooking: { type: 'CookingStarted', data: ids },
  ready: { type: 'CookingCompleted', data: ids },
  recalled: { type: 'CookingRecalled', data: { ...ids, reason: 'burnt' } },
  delivering: { type: 'DeliveryStarted', data: { ...ids, courier: 'bora' } },
  delivered: {
    type: 'DeliveryCompleted',
    data: { ...ids, ...money, secondsFromPaid: 60, promisedAt: promise.promisedAt, secondsLate: 0 },
  },
  failed: { type: 'DeliveryFailed', data: { ...ids, reason: 'nobody home' } },
  cancelled: {
    type: 'OrderCancelled',
    data: {
      ...{ ...ids, ...money, paymentId: 1, by: 'alice', reason: 'too late' },
      ...{ code: 'CUSTOMER', lines: order.lines },
    },
  },
} as const satisfies Record<string, OrderEvent>;
