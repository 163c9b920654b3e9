import { type Actor, isAdmin, isCustomer, isStore } from '@doremi/domain';
import { type Refusal, refuse } from '@doremi/event-sourcing';
import { viewerFor } from '@doremi/personal-data';
import type { Reader, ReadModels } from '../read-models.js';
import { judges } from '../store-menus-shown.js';
import type { Followable } from './followable.js';
import type { LiveTopics } from './live-topics.js';

type NotTold = Refusal<'FORBIDDEN' | 'STORE_NOT_FOUND' | 'ORDER_NOT_FOUND' | 'CART_NOT_FOUND'>;

/** Who may follow the topics of one kind; `id` says which of them. */
export interface Judgement<Data extends object> {
  /** What it is judged and told from. */
  readonly from: readonly Pick<Reader<object>, 'waitFor'>[];
  readonly judge: (actor: Actor, id: number) => Promise<Followable<Data> | NotTold>;
}

const judgement = <Data extends object>(
  from: Judgement<Data>['from'],
  judge: Judgement<Data>['judge'],
): Judgement<Data> => ({ from, judge });

/** Every kind of topic. What is another's is refused as the GET of it refuses it. */
export const judgements = (models: ReadModels, topics: LiveTopics) => {
  const { stores, board, tracking, carts, storeMenus, menus, payments, sales, slots } = models;
  const office = <Data extends object>(reader: Reader<object>, followable: () => Followable<Data>) =>
    judgement([reader], (actor) => Promise.resolve(isAdmin(actor) ? followable() : refuse('FORBIDDEN')));
  return {
    board: judgement([stores, board], async (actor, storeId) => {
      if (!isStore(actor, storeId)) return refuse('FORBIDDEN', { storeId });
      return (await stores.byKey(storeId)) ? topics.board(storeId) : refuse('STORE_NOT_FOUND', { storeId });
    }),
    order: judgement([tracking], async (actor, orderId) => {
      const found = await tracking.byKey(orderId);
      const viewer = found ? viewerFor(actor, found) : 'nobody';
      // Head office sees every order, as nobody who is shown what is personal.
      const isTold = viewer !== 'nobody' || (found && isAdmin(actor));
      return isTold ? topics.order(orderId, viewer) : refuse('ORDER_NOT_FOUND', { orderId });
    }),
    cart: judgement([carts, stores], async (actor, cartId) => {
      const found = await carts.byKey(cartId);
      const isOwn = found && isCustomer(actor, found.customerId);
      return isOwn ? topics.cart(found) : refuse('CART_NOT_FOUND', { cartId });
    }),
    menus: judgement([stores, storeMenus], async (actor, storeId) =>
      (await stores.byKey(storeId))
        ? topics.menus(storeId, judges(actor, storeId))
        : refuse('STORE_NOT_FOUND', { storeId }),
    ),
    stores: judgement([stores, slots], () => Promise.resolve(topics.stores())),
    offers: office(menus, topics.offers),
    payments: office(payments, topics.payments),
    orders: office(board, topics.orders),
    sales: office(sales, topics.sales),
  };
};

export type Judgements = ReturnType<typeof judgements>;
