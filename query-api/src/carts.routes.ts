import { Absent, get, OneOf, pageOf, PageQuery, type Route } from '@doremi/http';
import { type CartView, isCustomer } from '@doremi/domain';
import { isRefusal, refuse } from '@doremi/event-sourcing';
import { cartViewResponse, CartViewResponse } from './carts.responses.js';
import { page } from './page.js';
import { freshEnough } from './read-your-writes.js';
import type { ReadModels } from './read-models.js';

export class CartsQuery extends PageQuery {
  @Absent() @OneOf(['BLANK', 'MENUADDED', 'ORDERED', 'PAID', 'EXPIRED']) status?: CartView['cartStatus'];
}

/** A customer's carts. Somebody else's is not found, so that ids tell nothing. */
export const cartRoutes = ({ carts, stores }: Pick<ReadModels, 'carts' | 'stores'>): Route[] => [
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
      const listed = await page(carts, { list: 'mycarts', where, sort: [['cartId', -1]] }, query, (cart) => cart);
      if (isRefusal(listed)) return listed;
      const { items, nextCursor } = listed.body;
      const storeIds = [...new Set(items.map(({ storeId }) => storeId))];
      const asking = storeIds.length > 0 ? await stores.find({ where: { storeId: { $in: storeIds } } }) : [];
      const storeOf = ({ storeId }: CartView) => asking.find((store) => store.storeId === storeId) ?? null;
      const body = { items: items.map((cart) => cartViewResponse(cart, storeOf(cart))), nextCursor };
      return { status: 200 as const, body };
    }),
  ),
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
