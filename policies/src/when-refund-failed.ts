import type { PaymentEvent } from '@doremi/domain';
import { policy } from './policy.js';

/** What a refund that failed leaves behind: of a cancelled order the rest goes back all the same. */
export const whenRefundFailed = policy<PaymentEvent>({
  name: 'whenRefundFailed',
  whenever: {
    RefundFailed: ({ cartId }) => [{ do: 'checkOut', cartId }],
  },
});
