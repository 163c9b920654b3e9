import { get, type Route } from '@doremi/http';
import { isCustomer } from '@doremi/domain';
import { refuse } from '@doremi/event-sourcing';
import { cartViewResponse, CartViewResponse } from './carts.responses.js';
import { freshEnough } from './read-your-writes.js';
import type { ReadModels } from './read-models.js';

/** A customer's carts. Somebody else's is not found, so that ids tell nothing. */
export const cartRoutes = ({ carts }: Pick<ReadModels, 'carts'>): Route[] => [
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
    freshEnough([carts], async ({ params: { cartId }, actor }) => {
      const cart = await carts.byKey(cartId);
      return cart && isCustomer(actor, cart.customerId)
        ? { status: 200, body: cartViewResponse(cart) }
        : refuse('CART_NOT_FOUND', { cartId });
    }),
  ),
];
