import type { CartView, OrderTrack } from '@doremi/domain';
import type { Viewer } from '@doremi/personal-data';
import { cartViews } from '../carts.responses.js';
import type { Disclosure } from '../disclosure.js';
import { menuViewResponse } from '../menus.responses.js';
import { boardOrder, orderTrack } from '../orders.responses.js';
import { paymentViewResponse } from '../payments.responses.js';
import type { ReadModels } from '../read-models.js';
import { salesDayResponse } from '../sales.responses.js';
import { shownMenus } from '../store-menus-shown.js';
import { storesOf } from '../stores-of.js';
import { storeViews } from '../stores.responses.js';
import { followables } from './followable.js';

type Models = Pick<
  ReadModels,
  'board' | 'tracking' | 'carts' | 'stores' | 'slots' | 'storeMenus' | 'menus' | 'payments' | 'sales'
>;

/** Whoever looks as another is shown something else, and so follows another topic, by another name. */
const as = (viewer: Viewer | 'judge' | 'anybody', topic: string): string => `${topic}/${viewer}`;

/**
 * Everything that can be followed, by whoever was found to be one who may. `onFault` hears of what nobody expected meanwhile.
 */
export const liveTopics = (models: Models, disclosure: Disclosure, onFault: (error: unknown) => void) => {
  const { stores, slots } = models;
  const boards = followables(models.board, ({ storeId }) => [`board:${storeId}`, 'orders'], onFault);
  const tracks = followables(models.tracking, tracksOf, onFault);
  const carts = followables(models.carts, ({ cartId }) => [`cart:${cartId}`], onFault);
  const menus = followables(models.storeMenus, ({ storeId }) => menusOf(storeId), onFault);
  const offers = followables(models.menus, () => ['offers'], onFault);
  const payments = followables(models.payments, () => ['payments'], onFault);
  const sales = followables(models.sales, () => ['sales'], onFault);
  const branches = followables(stores, () => ['stores'], onFault);
  return {
    board: (storeId: number) =>
      boards({
        name: `board:${storeId}`,
        allOf: { storeId },
        // Orders that are closed are told as they close, so that screens drop them, and to nobody who comes later.
        currentOf: { storeId, open: true },
        responsesOf: (found) => disclosure.responsesTo('store', found, boardOrder),
      }),
    order: (orderId: number, viewer: Viewer) =>
      tracks({
        name: as(viewer, `order:${orderId}`),
        ...{ allOf: { orderId }, currentOf: { orderId } },
        responsesOf: (found) => disclosure.responsesTo(viewer, found, orderTrack),
      }),
    /** It is found among its customer's, as an index has them. */
    cart: ({ customerId, cartId }: CartView) =>
      carts({
        name: `cart:${cartId}`,
        ...{ allOf: { customerId, cartId }, currentOf: { customerId, cartId } },
        responsesOf: async (found) => disclosure.responsesTo('owner', found, cartViews(await storesOf(stores, found))),
      }),
    menus: (storeId: number, isJudge: boolean) => {
      const { where, responseOf } = shownMenus(isJudge);
      return menus({
        name: as(isJudge ? 'judge' : 'anybody', `menus:${storeId}`),
        allOf: { storeId },
        currentOf: { $and: [{ storeId }, where] },
        responsesOf: (found) => found.map((menu) => responseOf(menu, now())),
      });
    },
    offers: () =>
      offers({ name: 'offers', allOf: {}, currentOf: {}, responsesOf: (found) => found.map(menuViewResponse) }),
    /** As its events leave them: that one opens or closes by the clock is no change of it. */
    stores: () =>
      branches({ name: 'stores', allOf: {}, currentOf: {}, responsesOf: (found) => storeViews(slots, found, now()) }),
    /** All there is would be too much: who is new is told what changes from then on. */
    payments: () =>
      payments({
        name: 'payments',
        ...{ allOf: {}, currentOf: { paymentId: { $in: [] } } },
        responsesOf: (found) => found.map(paymentViewResponse),
      }),
    /** The same of the orders of all stores, as head office is shown them. */
    orders: () =>
      boards({
        name: 'orders',
        ...{ allOf: {}, currentOf: { orderId: { $in: [] } } },
        responsesOf: (found) => disclosure.responsesTo('nobody', found, boardOrder),
      }),
    /** The same of what each store sold on each day. */
    sales: () =>
      sales({
        name: 'sales',
        ...{ allOf: {}, currentOf: { businessDay: { $in: [] } } },
        responsesOf: (found) => found.map(salesDayResponse),
      }),
  };
};

export type LiveTopics = ReturnType<typeof liveTopics>;

const now = (): string => new Date().toISOString();

const tracksOf = ({ orderId }: OrderTrack): string[] => [
  as('owner', `order:${orderId}`),
  as('store', `order:${orderId}`),
  as('nobody', `order:${orderId}`),
];

const menusOf = (storeId: number): string[] => [as('judge', `menus:${storeId}`), as('anybody', `menus:${storeId}`)];
