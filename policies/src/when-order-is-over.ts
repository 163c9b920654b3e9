import type { CartEvent, OrderEvent } from '@doremi/domain';
import { policy } from './policy.js';

/** What a cart took of its store's places is free again: it was not paid, or its order was cancelled. */
export const whenOrderIsOver = policy<CartEvent | OrderEvent>({
  name: 'whenOrderIsOver',
  whenever: {
    CartReopened: ({ cartId, attempt }) => [{ do: 'freePlace', cartId, attempt }],
    OrderCancelled: ({ orderId }) => [{ do: 'freePlace', cartId: orderId, attempt: null }],
  },
});
