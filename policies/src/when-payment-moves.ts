import type { CartEvent, PaymentEvent } from '@doremi/domain';
import { policy } from './policy.js';

/** Whatever happened to a payment, or a cart that is paid: checked out, should the request that began it have died. */
export const whenPaymentMoves = policy<PaymentEvent | CartEvent>({
  name: 'whenPaymentMoves',
  whenever: {
    PaymentApproved: ({ cartId }) => [{ do: 'checkOut', cartId }],
    PaymentDeclined: ({ cartId }) => [{ do: 'checkOut', cartId }],
    PaymentOutcomeUnknown: ({ cartId }) => [{ do: 'checkOut', cartId }],
    CartPaid: ({ cartId }) => [{ do: 'checkOut', cartId }],
  },
});
