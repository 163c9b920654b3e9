import type { CartEvent } from '@doremi/shared/events/cart.events';
import type { PaymentEvent } from '@doremi/shared/events/payment.events';
import { policy } from './policy.js';

/** Whatever happened to a payment, or a cart that is paid: settle it, should the request that began it have died. */
export const whenPaymentMoves = policy<PaymentEvent | CartEvent>({
  name: 'whenPaymentMoves',
  whenever: {
    PaymentApproved: ({ cartId }) => [{ do: 'settle', cartId }],
    PaymentDeclined: ({ cartId }) => [{ do: 'settle', cartId }],
    PaymentOutcomeUnknown: ({ cartId }) => [{ do: 'settle', cartId }],
    CartPaid: ({ cartId }) => [{ do: 'settle', cartId }],
  },
});
