import type { FuzzAnswer } from './request.js';
import { ASKED, STORES, type Known, type KnownCart, type KnownOrder } from './known.js';

type Body = Readonly<Record<string, unknown>>;

/** What makes a request of one route make sense. */
export interface Ingredients {
  readonly params: Readonly<Record<string, number>>;
  /** Fields of the body that must have these values; undefined leaves one out. */
  readonly body?: Body;
  /** Hears the answer, and puts back what was taken. */
  readonly learn?: (answer: FuzzAnswer | null) => void;
}

/** Null where there is nothing to act on yet. */
type Recipe = (known: Known) => Ingredients | null;

const isDone = (answer: FuzzAnswer | null): answer is FuzzAnswer => answer !== null && answer.status < 300;

/**
 * Whole amounts only: the payment provider does odd things by the cents, and 503 for one of them would be right.
 * No quantity of them makes another amount.
 */
const price = ({ random }: Known): number => 1 + random.below(500);
/** Whole amounts here as well, and nothing that takes off: any price will do. */
const option = (optionId: string, priceDelta: number) => ({ optionId, name: optionId, priceDelta });
const SIZE = {
  ...{ groupId: 'size', name: 'Size', min: 1 },
  options: [{ ...option('large', 2), default: true }, option('small', 0)],
};
const TOPPINGS = { groupId: 'toppings', name: 'Toppings', max: 2, options: [option('olives', 1), option('cheese', 3)] };
const optionGroups = ({ random }: Known) => random.pick([undefined, [], [SIZE], [SIZE, TOPPINGS]]);

/** Of the menus that are on sale everywhere: their groups, and what may be chosen of them. */
export const SOLD_GROUPS = [SIZE, TOPPINGS];
const SMALL = { groupId: 'size', optionId: 'small' };
const SOLD_CHOICES: readonly [unknown, ...unknown[]] = [
  undefined,
  [SMALL],
  [{ groupId: 'toppings', optionId: 'olives' }, SMALL, { groupId: 'toppings', optionId: 'cheese' }],
];
/** Not one of its options. */
const WHOLE_MENU = { groupId: undefined, optionId: undefined };
const storeOf = ({ random }: Known): number => random.pick(STORES);

const ofMenu = (known: Known, body?: Body): Ingredients | null => {
  const menuId = known.menus.take();
  return menuId === null ? null : { params: { menuId }, ...(body && { body }), learn: () => known.menus.put(menuId) };
};

const ofApproved = (known: Known, body?: Body): Ingredients | null => {
  const taken = known.approved.take();
  if (!taken) return null;
  return { params: { ...taken }, ...(body && { body }), learn: () => known.approved.put(taken) };
};

const cartIn = ({ body }: FuzzAnswer): KnownCart => ({
  cartId: Number(body.cartId),
  storeId: Number(body.storeId),
  lines: ((body.lines ?? []) as readonly { lineId: number }[]).map(({ lineId }) => lineId),
  total: Number(body.total),
});

const withCart =
  (
    fits: (cart: KnownCart) => boolean,
    ask: (cart: KnownCart, known: Known) => Omit<Ingredients, 'learn'> | null,
  ): Recipe =>
  (known) => {
    const cart = known.carts.take(fits);
    const ingredients = cart && ask(cart, known);
    if (!ingredients) return null;
    const learn = (answer: FuzzAnswer | null): void => {
      if (isDone(answer) && known.carts.size < 300) known.carts.put(cartIn(answer));
    };
    return { ...ingredients, learn };
  };

/** A step of an order, from the statuses that allow it. */
const step =
  (...from: readonly string[]): Recipe =>
  (known) => {
    const order = known.orders.take(({ status }) => from.includes(status));
    if (!order) return null;
    const learn = (answer: FuzzAnswer | null): void => {
      if (!isDone(answer)) return;
      const status = String(answer.body.status);
      const isOver = status === 'COMPLETED' || status === 'CANCELLED';
      if (!isOver) known.orders.put({ orderId: order.orderId, status } satisfies KnownOrder);
    };
    return { params: { orderId: order.orderId }, learn };
  };

const seenOrder: Recipe = ({ payments }) => {
  const orderId = payments.look();
  return orderId === null ? null : { params: { orderId, paymentId: orderId } };
};

const anywhere: Recipe = (known) => ({ params: { storeId: storeOf(known) } });

/** How each route that needs more than its schema is asked for; the others are asked for as they are described. */
export const recipes: Readonly<Record<string, Recipe>> = {
  'POST /menus': (known) => ({
    params: {},
    body: { price: price(known), optionGroups: optionGroups(known), storeIds: undefined },
    learn: (answer) => {
      if (!isDone(answer)) return;
      const menuId = Number(answer.body.menuId);
      if (known.menus.size < 50 && known.random.chance(0.5)) known.menus.put(menuId);
      else for (const storeId of STORES) known.offered.put({ storeId, menuId });
    },
  }),
  'PUT /menus/{menuId}': (known) => ofMenu(known, { price: price(known), optionGroups: optionGroups(known) }),
  'GET /menus/{menuId}': (known) => ofMenu(known),
  'DELETE /menus/{menuId}': (known) => {
    const menuId = known.menus.size > 5 ? known.menus.take() : null;
    return menuId === null ? null : { params: { menuId } };
  },
  'POST /menus/{menuId}/offers': (known) => ofMenu(known, { storeIds: [storeOf(known)] }),
  'DELETE /menus/{menuId}/offers/{storeId}': (known) => {
    const asked = ofMenu(known);
    return asked && { ...asked, params: { ...asked.params, storeId: storeOf(known) } };
  },
  'POST /stores': (known) => {
    const storeId = 3_000 + known.random.below(900_000);
    return {
      params: {},
      body: { storeId, timezone: 'Asia/Seoul' },
      learn: (answer) => isDone(answer) && known.stores.put(storeId),
    };
  },
  'PUT /stores/{storeId}/status': ({ stores }) => {
    const storeId = stores.look();
    return storeId === null ? null : { params: { storeId } };
  },
  'PUT /stores/{storeId}/settings': ({ stores }) => {
    const storeId = stores.look();
    return storeId === null ? null : { params: { storeId } };
  },
  'POST /stores/{storeId}/menus/{menuId}/approve': (known) => {
    const offered = known.offered.take();
    if (!offered) return null;
    const learn = (answer: FuzzAnswer | null): void => void (isDone(answer) && known.approved.put(offered));
    return { params: { ...offered }, body: { revision: undefined, price: price(known) }, learn };
  },
  'POST /stores/{storeId}/menus/{menuId}/reject': ({ offered }) => {
    const taken = offered.take();
    return taken && { params: { ...taken }, body: { revision: undefined } };
  },
  'POST /stores/{storeId}/menus/{menuId}/sold-out': (known) => ofApproved(known, WHOLE_MENU),
  'POST /stores/{storeId}/menus/{menuId}/restock': (known) => ofApproved(known, WHOLE_MENU),
  'PUT /stores/{storeId}/menus/{menuId}/price': (known) => ofApproved(known, { price: price(known) }),
  'GET /stores/{storeId}/menus/{menuId}': (known) => ofApproved(known),
  'GET /stores/{storeId}': anywhere,
  'GET /stores/{storeId}/settings': anywhere,
  'GET /stores/{storeId}/menus': anywhere,
  'GET /stores/{storeId}/board/stream': anywhere,
  'POST /mycart/{storeId}/create': (known) => ({
    params: { storeId: storeOf(known) },
    learn: (answer) => void (isDone(answer) && known.carts.size < 300 && known.carts.put(cartIn(answer))),
  }),
  'GET /mycart/{cartId}': withCart(
    () => true,
    ({ cartId }) => ({ params: { cartId } }),
  ),
  'POST /mycart/{cartId}/menu/{menuId}/add': withCart(
    ({ lines }) => lines.length < 20,
    ({ cartId }, { sold, random }) => {
      const menuId = sold.look();
      return menuId === null ? null : { params: { cartId, menuId }, body: { options: random.pick(SOLD_CHOICES) } };
    },
  ),
  'PUT /mycart/{cartId}/lines/{lineId}': withCart(
    ({ lines }) => lines.length > 0,
    ({ cartId, lines: [lineId = 0] }) => ({ params: { cartId, lineId } }),
  ),
  'PUT /mycart/{cartId}/fulfilment': withCart(
    () => true,
    ({ cartId }) => ({ params: { cartId }, body: { wantedAt: undefined } }),
  ),
  'DELETE /mycart/{cartId}/lines/{lineId}': withCart(
    ({ lines }) => lines.length > 0,
    ({ cartId, lines: [lineId = 0] }) => ({ params: { cartId, lineId } }),
  ),
  'DELETE /mycart/{cartId}/holds/{holdId}': withCart(
    () => true,
    ({ cartId }) => ({ params: { cartId, holdId: 1 } }),
  ),
  'POST /mycart/{cartId}/order': (known) => {
    const cart = known.carts.take(({ lines, total }) => lines.length > 0 && Number.isInteger(total));
    if (!cart) return null;
    const learn = (answer: FuzzAnswer | null): void => {
      if (answer?.status !== 201) return;
      known.orders.put({ orderId: cart.cartId, status: cart.storeId === ASKED ? 'RECEIVED' : 'ACCEPTED' });
      if (cart.total >= 1) known.payments.put(cart.cartId);
    };
    return { params: { cartId: cart.cartId }, body: { total: cart.total }, learn };
  },
  'GET /payments/{paymentId}': seenOrder,
  'POST /payments/{paymentId}/refund': ({ payments }) => {
    const paymentId = payments.take();
    return paymentId === null ? null : { params: { paymentId }, body: { amount: 0.5 } };
  },
  'GET /orders/{orderId}': seenOrder,
  'POST /myorders/{orderId}/again': seenOrder,
  'GET /myorder/{orderId}': seenOrder,
  'GET /myorder/{orderId}/stream': seenOrder,
  'POST /myorder/{orderId}/accept': step('RECEIVED'),
  'POST /myorder/{orderId}/refuse': step('RECEIVED'),
  'POST /myorder/{orderId}/cooking/start': step('RECEIVED', 'ACCEPTED'),
  'POST /myorder/{orderId}/cooking/complete': step('COOKING'),
  'POST /myorder/{orderId}/recall': step('READY'),
  'POST /myorder/{orderId}/cancel': step('DELIVERY_FAILED'),
  'POST /myorder/delivery/{orderId}': step('COOKING', 'READY', 'DELIVERY_FAILED'),
  'POST /myorder/delivery/{orderId}/complete': step('DELIVERING'),
  'POST /myorder/delivery/{orderId}/fail': step('DELIVERING'),
};
