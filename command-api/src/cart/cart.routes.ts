import type { PersonalData } from '@doremi/personal-data';
import { type EventStore, isRefusal, refuse } from '@doremi/event-sourcing';
import { cartStream, isCustomer, storeMenuStream, type StoreSettings, storeStream } from '@doremi/domain';
import { del, post, put, type Route, type RouteRequest } from '@doremi/http';
import type { IdSequence } from '../ids/id-sequence.js';
import type { MenuServiceProbe } from './menu-service-probe.js';
import type { Aggregates } from '../aggregates.js';
import { answer, contextOf } from '../command-handler/command-over-http.js';
import type { Outcome } from '../command-handler/command-handler.js';
import { createWithId } from '../command-handler/create-with-id.js';
import { statusAt } from '../store/store.decider.js';
import { chosen } from '../store-menu/choice.decider.js';
import { onSale } from '../store-menu/store-menu.decider.js';
import type { Cart, CartCommand } from './cart.decider.js';
import { AddMenuRequest, LineQuantityRequest } from './cart.requests.js';
import { cartResponse, CartResponse, heldCartResponse, HeldCartResponse, shownCart } from './cart.responses.js';
import { heldUntil } from './hold-time.js';
import { withOpening } from './taking-order.decider.js';

const ofCustomer = { tag: 'carts', roles: ['customer'] } as const;
/** Of what changes a cart: on what somebody saw, the cart's version. */
const ofCart = { ...ofCustomer, ifMatch: true } as const;

/** How soon a hold is confirmed once the menu service answers again. */
const RETRY_AFTER_SECONDS = '5';

/** 200 with the cart and its new line, or 202 with the hold that the add became. */
const addResponse = async (outcome: Outcome<Cart>, settings: StoreSettings, personal: PersonalData) => {
  const beside = { settings, shown: await shownCart(outcome, personal) };
  const hold = !isRefusal(outcome) && outcome.last?.type === 'MenuAddHeld' ? outcome.state.holds.at(-1) : undefined;
  return hold
    ? answer(outcome, 202, heldCartResponse(hold, beside), () => ({ 'Retry-After': RETRY_AFTER_SECONDS }))
    : answer(outcome, 200, (cart) => cartResponse(cart, beside));
};

/** A customer's cart: made for a store, filled and emptied. Ordering it is in order-cart.routes.ts. */
export const cartRoutes = (
  aggregates: Aggregates,
  store: EventStore,
  ids: IdSequence,
  menuServiceProbe: MenuServiceProbe,
  personal: PersonalData,
): Route[] => {
  const { carts, stores, storeMenus } = aggregates;

  /** As this process knows them, which costs no read: a fee that is shown wrongly is told at the order. */
  const settingsOf = async (storeId: number): Promise<StoreSettings> =>
    (await stores.known(storeStream(storeId))).state.settings;

  const handle = async (request: RouteRequest<{ readonly cartId: number }>, command: CartCommand) => {
    const outcome = await carts.handle(cartStream(request.params.cartId), command, contextOf(request));
    if (isRefusal(outcome)) return outcome;
    const [settings, shown] = await Promise.all([settingsOf(outcome.state.storeId), shownCart(outcome, personal)]);
    return answer(outcome, 200, (cart) => cartResponse(cart, { settings, shown }));
  };

  return [
    post(
      '/mycart/:storeId/create',
      {
        ...ofCustomer,
        operation: 'createCart',
        summary: 'Begin a cart at a store',
        responses: { 201: CartResponse },
        refusals: ['STORE_NOT_FOUND', 'STORE_NOT_OPEN'],
      },
      async (request) => {
        const { storeId } = request.params;
        const context = contextOf(request);
        const { state } = await stores.load(storeStream(storeId));
        if (state.status === 'NONE') return refuse('STORE_NOT_FOUND');
        const storeStatus = statusAt(state, request.now);
        const opening = { storeId, customerId: request.actor.sub, storeStatus };
        const created = await createWithId(store, ids, context, (cartId) =>
          carts.handle(cartStream(cartId), { type: 'CreateCart', cartId, ...opening }, context, true),
        );
        if (isRefusal(created)) return withOpening(created, storeId, { ...state, status: storeStatus }, request.now);
        return answer(
          created,
          201,
          (cart) => cartResponse(cart, state),
          ({ cartId }) => ({ Location: `/mycart/${cartId}` }),
        );
      },
    ),
    post(
      '/mycart/:cartId/menu/:menuId/add',
      {
        ...ofCart,
        operation: 'addMenuToCart',
        summary: 'Put a menu in the cart, with options or with its defaults, at the price it has now',
        body: AddMenuRequest,
        responses: { 200: CartResponse, 202: HeldCartResponse },
        refusals: [
          ...(['CART_NOT_FOUND', 'CART_CLOSED', 'CART_FULL', 'QUANTITY_TOO_HIGH'] as const),
          ...(['MENU_NOT_FOUND', 'MENU_NOT_ON_SALE', 'MENU_SOLD_OUT', 'VERSION_CHANGED'] as const),
          ...(['OPTIONS_INVALID', 'OPTION_SOLD_OUT'] as const),
        ],
      },
      async (request) => {
        const { cartId, menuId } = request.params;
        const { state: cart } = await carts.known(cartStream(cartId));
        if (cart.status === 'NONE' || !isCustomer(request.actor, cart.customerId)) return refuse('CART_NOT_FOUND');
        const settings = await settingsOf(cart.storeId);
        const repeated = await carts.repeated(cartStream(cartId), contextOf(request));
        if (repeated) return addResponse(repeated, settings, personal);
        const storeMenu = await storeMenus.load(storeMenuStream(cart.storeId, menuId));
        const menu = onSale(storeMenu.state, request.now);
        if (isRefusal(menu)) return menu;
        const choice = chosen(menu, request.body.options);
        if (isRefusal(choice)) return choice;
        const { revision, menuName } = menu;
        const { options, unitPrice } = choice;
        const add = { by: request.actor, menuId, quantity: request.body.quantity, options };
        const busy = await menuServiceProbe.ask(cart.storeId, menuId);
        const command: CartCommand = busy
          ? {
              type: 'HoldAdd',
              ...add,
              seen: { revision, unitPrice },
              ...heldUntil(request.now, busy),
            }
          : { type: 'AddMenu', ...add, revision, menuName, unitPrice };
        return addResponse(await carts.handle(cartStream(cartId), command, contextOf(request)), settings, personal);
      },
    ),
    put(
      '/mycart/:cartId/lines/:lineId',
      {
        ...ofCart,
        operation: 'setLineQuantity',
        summary: 'Change how many of a line there are',
        body: LineQuantityRequest,
        responses: { 200: CartResponse },
        refusals: ['CART_NOT_FOUND', 'LINE_NOT_FOUND', 'CART_CLOSED', 'VERSION_CHANGED'],
      },
      (request) => {
        const { lineId } = request.params;
        return handle(request, { type: 'SetLineQuantity', by: request.actor, lineId, quantity: request.body.quantity });
      },
    ),
    del(
      '/mycart/:cartId/lines/:lineId',
      {
        ...ofCart,
        operation: 'removeCartLine',
        summary: 'Take a line out of the cart',
        responses: { 200: CartResponse },
        refusals: ['CART_NOT_FOUND', 'LINE_NOT_FOUND', 'CART_CLOSED', 'VERSION_CHANGED'],
      },
      (request) => handle(request, { type: 'RemoveLine', by: request.actor, lineId: request.params.lineId }),
    ),
    del(
      '/mycart/:cartId/holds/:holdId',
      {
        ...ofCart,
        operation: 'cancelHold',
        summary: 'Give up an add that waits',
        responses: { 200: CartResponse },
        refusals: ['CART_NOT_FOUND', 'HOLD_NOT_FOUND', 'CART_CLOSED', 'VERSION_CHANGED'],
      },
      (request) => handle(request, { type: 'CancelHold', by: request.actor, holdId: request.params.holdId }),
    ),
  ];
};
