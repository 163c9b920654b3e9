import type { PaymentEvent } from '@doremi/domain';
import { policy } from './policy.js';

/** The payment provider is asked to pay it back; the sweep asks again until its answer is definite. */
export const whenRefundRequested = policy<PaymentEvent>({
  name: 'whenRefundRequested',
  whenever: {
    RefundRequested: ({ paymentId, refundId }) => [{ do: 'refund', paymentId, refundId }],
  },
});
