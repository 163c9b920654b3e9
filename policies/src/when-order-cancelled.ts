import { cancelledRefundId, ORDER_CANCELLED, type OrderEvent } from '@doremi/domain';
import { policy } from './policy.js';

/** A cancelled order is refunded: all that is left of what was paid. */
export const whenOrderCancelled = policy<OrderEvent>({
  name: 'whenOrderCancelled',
  whenever: {
    OrderCancelled: ({ orderId, paymentId, by }) => [
      {
        do: 'payment',
        paymentId,
        command: { type: 'RequestRefund', refundId: cancelledRefundId(orderId), reason: ORDER_CANCELLED, by },
      },
    ],
  },
});
