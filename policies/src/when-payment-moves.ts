import { cartStream, orderStream, type CartEvent, type OrderEvent, type PaymentEvent } from '@doremi/domain';
import { policy } from './policy.js';

const paid = (cart: string, attempt: number): string => `${cart} paid by ${attempt}`;
const reopened = (cart: string, attempt: number): string => `${cart} reopened after ${attempt}`;
const received = (order: string): string => `${order} received`;

/** Whatever happened to a payment, or a cart that is paid: checked out, should the request that began it have died. */
export const whenPaymentMoves = policy<PaymentEvent | CartEvent, CartEvent | OrderEvent>({
  name: 'whenPaymentMoves',
  whenever: {
    PaymentApproved: ({ cartId }) => [{ do: 'checkOut', cartId }],
    PaymentDeclined: ({ cartId }) => [{ do: 'checkOut', cartId }],
    PaymentOutcomeUnknown: ({ cartId }) => [{ do: 'checkOut', cartId }],
    CartPaid: ({ cartId }) => [{ do: 'checkOut', cartId }],
  },
  evidence: {
    of: {
      // An approval that came late pays for no cart, so it is never taken for done.
      PaymentApproved: ({ cartId, attempt }) => paid(cartStream(cartId), attempt),
      PaymentOutcomeUnknown: ({ cartId, attempt }) => paid(cartStream(cartId), attempt),
      PaymentDeclined: ({ cartId, attempt }) => reopened(cartStream(cartId), attempt),
      CartPaid: ({ cartId }) => received(orderStream(cartId)),
    },
    in: {
      CartPaid: ({ attempt }, { stream }) => paid(stream, attempt),
      CartReopened: ({ attempt }, { stream }) => reopened(stream, attempt),
      OrderReceived: (_, { stream }) => received(stream),
    },
  },
});
