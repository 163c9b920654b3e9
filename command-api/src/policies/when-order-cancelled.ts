import type { OrderEvent } from '@doremi/shared/events/order.events';
import { policy } from './policy.js';

/** A cancelled order is refunded: all that is left of what was paid. */
export const whenOrderCancelled = policy<OrderEvent>({
  name: 'whenOrderCancelled',
  whenever: {
    OrderCancelled: ({ orderId, paymentId }) => [
      {
        do: 'payment',
        paymentId,
        command: { type: 'RequestRefund', refundId: `${orderId}-cancelled`, reason: 'ORDER_CANCELLED' },
      },
    ],
  },
});
