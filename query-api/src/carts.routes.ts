import { Absent, get, OneOf, pageOf, PageQuery, type Route } from '@doremi/http';
import { type CartView, isCustomer } from '@doremi/domain';
import { refuse } from '@doremi/event-sourcing';
import type { Past } from './as-of.js';
import { AsOfQuery } from './as-of.query.js';
import { cartViews, CartViewResponse } from './carts.responses.js';
import type { Disclosure } from './disclosure.js';
import { page } from './page.js';
import { freshEnough } from './read-your-writes.js';
import type { ReadModels } from './read-models.js';
import { storesOf } from './stores-of.js';

export class CartsQuery extends PageQuery {
  @Absent() @OneOf(['BLANK', 'MENUADDED', 'ORDERED', 'PAID', 'EXPIRED']) status?: CartView['cartStatus'];
}

type Models = Pick<ReadModels, 'carts' | 'stores'>;

/** A customer's carts. Somebody else's is not found, so that ids tell nothing. */
export const cartRoutes = ({ carts, stores }: Models, past: Past, disclosure: Disclosure): Route[] => [
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
    freshEnough([carts, stores], async ({ query, actor }) => {
      const where = { customerId: actor.sub, ...(query.status && { cartStatus: query.status }) };
      const responsesOf = async (found: readonly CartView[]) => {
        return disclosure.responsesTo(actor, found, cartViews(await storesOf(stores, found)));
      };
      return page(carts, { list: 'mycarts', where, sort: [['cartId', -1]] }, query, { responsesOf });
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
    freshEnough([carts, stores], async ({ params: { cartId }, query: { asOf }, actor }) => {
      const today = await carts.byKey(cartId);
      const cart = asOf === undefined ? today : (await past.cart(cartId, asOf))?.document;
      if (!cart || !isCustomer(actor, cart.customerId)) return refuse('CART_NOT_FOUND', { cartId });
      const store = await stores.byKey(cart.storeId);
      const views = cartViews(store ? [store] : []);
      return { status: 200, body: await disclosure.responseTo(actor, cart, views, today ?? cart) };
    }),
  ),
];
