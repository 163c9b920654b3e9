import { get, type Route } from '@doremi/shared/http/route';
import { isCustomer } from '@doremi/shared/kernel/actor';
import { refuse } from '@doremi/shared/kernel/refusal';
import { cartAnswer } from './carts.answers.js';
import { freshEnough } from './fresh-enough.js';
import type { ReadModels } from './read-models.js';

/** A customer's carts. Somebody else's is not found, so that ids tell nothing. */
export const cartRoutes = ({ carts }: Pick<ReadModels, 'carts'>): Route[] => [
  get(
    '/mycart/:cartId',
    { who: ['customer'] },
    freshEnough([carts], async ({ params: { cartId = 0 }, actor }) => {
      const cart = await carts.byKey(cartId);
      return cart && isCustomer(actor, cart.customerId)
        ? { status: 200, body: cartAnswer(cart) }
        : refuse('CART_NOT_FOUND', { cartId });
    }),
  ),
];
