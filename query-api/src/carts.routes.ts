import { Absent, get, OneOf, pageOf, PageQuery, type Route } from '@doremi/http';
import { type CartView, isCustomer } from '@doremi/domain';
import { refuse } from '@doremi/event-sourcing';
import type { Past } from './as-of.js';
import { AsOfQuery } from './as-of.query.js';
import { cartViewResponse, CartViewResponse } from './carts.responses.js';
import { page } from './page.js';
import { freshEnough } from './read-your-writes.js';
import type { ReadModels } from './read-models.js';

export class CartsQuery extends PageQuery {
  @Absent() @OneOf(['BLANK', 'MENUADDED', 'ORDERED', 'PAID', 'EXPIRED']) status?: CartView['cartStatus'];
}

/** A customer's carts. Somebody else's is not found, so that ids tell nothing. */
export const cartRoutes = ({ carts }: Pick<ReadModels, 'carts'>, past: Past): Route[] => [
  get(
    '/mycarts',
    {
      tag: 'carts',
      operation: 'listMyCarts',
      summary: "The customer's own carts, newest first, with what became of the money",
      roles: ['customer'],
      query: CartsQuery,
      responses: { 200: pageOf(CartViewResponse) },
    },
    freshEnough([carts], ({ query, actor }) => {
      const where = { customerId: actor.sub, ...(query.status && { cartStatus: query.status }) };
      return page(carts, { list: 'mycarts', where, sort: [['cartId', -1]] }, query, cartViewResponse);
    }),
  ),
  get(
    '/mycart/:cartId',
    {
      tag: 'carts',
      operation: 'getCart',
      summary: 'One cart, with the adds that wait and those that were dropped; as it is, or as it was at a moment',
      roles: ['customer'],
      query: AsOfQuery,
      responses: { 200: CartViewResponse },
      refusals: ['CART_NOT_FOUND', 'EVENT_VERSION_NEWER'],
    },
    freshEnough([carts], async ({ params: { cartId }, query: { asOf }, actor }) => {
      const cart = asOf === undefined ? await carts.byKey(cartId) : (await past.cart(cartId, asOf))?.document;
      return cart && isCustomer(actor, cart.customerId)
        ? { status: 200, body: cartViewResponse(cart) }
        : refuse('CART_NOT_FOUND', { cartId });
    }),
  ),
];
