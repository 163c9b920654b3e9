import { isStore, storeMenuStream } from '@doremi/domain';
import { del, type ParamsOf, post, put, type Route, type RouteRequest } from '@doremi/http';
import { isRefusal, refuse } from '@doremi/event-sourcing';
import type { Aggregates } from '../aggregates.js';
import { answer, answerNothing, contextOf, momentOf } from '../command-handler/command-over-http.js';
import { shownPriceRefusal } from '../menu/menu.responses.js';
import { applyLatestOffer } from './apply-latest-offer.js';
import type { StoreMenuCommand } from './store-menu.decider.js';
import {
  ApproveMenuRequest,
  DelistRequest,
  optionIn,
  RejectMenuRequest,
  RestockRequest,
  SellOutRequest,
  StorePriceRequest,
} from './store-menu.requests.js';
import { storeMenuResponse, StoreMenuResponse } from './store-menu.responses.js';

/** What all of these have in common. `ifMatch`: on what somebody saw, the store menu's version. */
const ofStore = {
  tag: 'store menus',
  roles: ['store'],
  ifMatch: true,
  responses: { 200: StoreMenuResponse },
} as const;
const path = '/stores/:storeId/menus/:menuId';
type StoreMenuRequest = RouteRequest<ParamsOf<typeof path>>;

/** A store's answers to what it is offered, and what it says of what it sells. */
export const storeMenuRoutes = (aggregates: Aggregates): Route[] => {
  const outcomeOf = async (request: StoreMenuRequest, command: StoreMenuCommand, isAnswer: boolean) => {
    const { storeId, menuId } = request.params;
    if (!isStore(request.actor, storeId)) return refuse('FORBIDDEN');
    const context = contextOf(request);
    const refused = isAnswer ? await applyLatestOffer(aggregates, storeId, menuId, context.now) : null;
    return refused ?? aggregates.storeMenus.handle(storeMenuStream(storeId, menuId), command, context);
  };
  const handle = async (request: StoreMenuRequest, command: StoreMenuCommand, isAnswer = false) => {
    const outcome = await outcomeOf(request, command, isAnswer);
    if (isRefusal(outcome)) return shownPriceRefusal(outcome);
    return answer(outcome, 200, storeMenuResponse(momentOf(outcome, request.now)));
  };

  return [
    post(
      `${path}/approve`,
      {
        ...ofStore,
        operation: 'approveStoreMenu',
        summary: 'Put the revision that waits on sale; while one is live, say which revision is meant',
        body: ApproveMenuRequest,
        refusals: [
          ...(['STORE_NOT_FOUND', 'STORE_MENU_NOT_FOUND', 'NOTHING_TO_CONFIRM'] as const),
          ...(['REVISION_NOT_WAITING', 'REVISION_REQUIRED', 'VERSION_CHANGED'] as const),
          ...(['PRICE_TOO_LOW', 'PRICE_TOO_HIGH'] as const),
        ],
      },
      (request) => handle(request, { type: 'ApproveMenu', ...request.body, by: request.actor.sub }, true),
    ),
    post(
      `${path}/reject`,
      {
        ...ofStore,
        operation: 'rejectStoreMenu',
        summary: 'Refuse the revision that waits; what is live stays on sale',
        body: RejectMenuRequest,
        refusals: [
          ...(['STORE_NOT_FOUND', 'STORE_MENU_NOT_FOUND', 'NOTHING_TO_CONFIRM'] as const),
          ...(['REVISION_NOT_WAITING', 'VERSION_CHANGED'] as const),
        ],
      },
      (request) => handle(request, { type: 'RejectMenu', ...request.body, by: request.actor.sub }, true),
    ),
    post(
      `${path}/reject/withdraw`,
      {
        ...ofStore,
        operation: 'withdrawStoreMenuRejection',
        summary: 'Take a refusal back, as long as no newer offer came: the revision waits for an answer again',
        refusals: ['STORE_NOT_FOUND', 'STORE_MENU_NOT_FOUND', 'NO_REJECTION', 'VERSION_CHANGED'],
      },
      (request) => handle(request, { type: 'WithdrawRejection', by: request.actor.sub }, true),
    ),
    del(
      path,
      {
        ...ofStore,
        operation: 'delistStoreMenu',
        summary: 'Sell a menu no more, whatever waits for an answer; a newer offer asks again',
        body: DelistRequest,
        responses: { 204: null },
        refusals: ['STORE_MENU_NOT_FOUND', 'VERSION_CHANGED'],
      },
      async (request) => {
        const outcome = await outcomeOf(request, { type: 'DelistOwn', reason: request.body.reason }, false);
        return answerNothing(outcome);
      },
    ),
    post(
      `${path}/sold-out`,
      {
        ...ofStore,
        operation: 'markSoldOut',
        summary: 'Mark a menu, or one option of it, sold out, until it is restocked or until a time',
        body: SellOutRequest,
        refusals: ['STORE_MENU_NOT_FOUND', 'MENU_NOT_LIVE', 'OPTION_NOT_FOUND', 'UNTIL_PASSED', 'VERSION_CHANGED'],
      },
      async (request) => {
        const option = optionIn(request.body);
        const soldOut = { until: request.body.until ?? null, now: request.now };
        if (option === null) return handle(request, { type: 'SellOut', ...soldOut });
        return isRefusal(option) ? option : handle(request, { type: 'SellOutOption', ...option, ...soldOut });
      },
    ),
    post(
      `${path}/restock`,
      {
        ...ofStore,
        operation: 'restockStoreMenu',
        summary: 'Sell a menu, or one option of it, again',
        body: RestockRequest,
        refusals: ['STORE_MENU_NOT_FOUND', 'MENU_NOT_LIVE', 'OPTION_NOT_FOUND', 'VERSION_CHANGED'],
      },
      async (request) => {
        const option = optionIn(request.body);
        if (option === null) return handle(request, { type: 'Restock' });
        return isRefusal(option) ? option : handle(request, { type: 'RestockOption', ...option });
      },
    ),
    put(
      `${path}/price`,
      {
        ...ofStore,
        operation: 'setStorePrice',
        summary: "Set the store's own price of what is on sale",
        body: StorePriceRequest,
        refusals: ['STORE_MENU_NOT_FOUND', 'MENU_NOT_LIVE', 'PRICE_TOO_LOW', 'PRICE_TOO_HIGH', 'VERSION_CHANGED'],
      },
      (request) => handle(request, { type: 'SetStorePrice', price: request.body.price }),
    ),
  ];
};
