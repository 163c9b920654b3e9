import { get, type Route } from '@doremi/http';
import { isCustomer } from '@doremi/domain';
import { refuse } from '@doremi/event-sourcing';
import { cartViewResponse, CartViewResponse } from './carts.responses.js';
import { freshEnough } from './read-your-writes.js';
import type { ReadModels } from './read-models.js';

/** A customer's carts. Somebody else's is not found, so that ids tell nothing. */
export const cartRoutes = ({ carts, stores }: Pick<ReadModels, 'carts' | 'stores'>): Route[] => [
  get(
    '/mycart/:cartId',
    {
      tag: 'carts',
      operation: 'getCart',
      summary: 'One cart, with the adds that wait and those that were dropped',
      roles: ['customer'],
      responses: { 200: CartViewResponse },
      refusals: ['CART_NOT_FOUND'],
    },
    freshEnough([carts, stores], async ({ params: { cartId }, actor }) => {
      const cart = await carts.byKey(cartId);
      if (!cart || !isCustomer(actor, cart.customerId)) return refuse('CART_NOT_FOUND', { cartId });
      return { status: 200, body: cartViewResponse(cart, await stores.byKey(cart.storeId)) };
    }),
  ),
];
