import { type EventStore, isRefusal, type Refusal, refuse } from '@doremi/event-sourcing';
import { menuStream, storeStream } from '@doremi/domain';
import { del, post, put, type Route, type RouteRequest } from '@doremi/http';
import type { IdSequence } from '../ids/id-sequence.js';
import type { Aggregates } from '../aggregates.js';
import { answer, answerNothing, contextOf } from '../command-handler/command-over-http.js';
import { createWithId } from '../command-handler/create-with-id.js';
import type { MenuCommand } from './menu.decider.js';
import {
  cardFrom,
  DeleteMenuRequest,
  MenuCardRequest,
  OfferMenuRequest,
  RegisterMenuRequest,
} from './menu.requests.js';
import { menuResponse, MenuResponse, shownPriceRefusal } from './menu.responses.js';
import { refusedPrice } from './price.decider.js';

const ofOffice = { tag: 'menus', roles: ['admin'] } as const;
/** On what somebody saw: the menu's revision. */
const ifMatch = true;

/** Head office's doors: register, revise, offer, withdraw, delete. */
export const menuRoutes = ({ menus, stores }: Aggregates, store: EventStore, ids: IdSequence): Route[] => {
  const handle = (request: RouteRequest<{ readonly menuId: number }>, command: MenuCommand) =>
    menus.handle(menuStream(request.params.menuId), command, contextOf(request));

  /** A store that is not there would never hear of the offer, also not when it is registered later. */
  const unknownAmong = async (storeIds: readonly number[]): Promise<Refusal | null> => {
    const unknown: number[] = [];
    for (const storeId of storeIds) {
      const { state } = await stores.known(storeStream(storeId));
      if (state.status === 'NONE' && (await stores.load(storeStream(storeId))).state.status === 'NONE')
        unknown.push(storeId);
    }
    return unknown.length > 0 ? refuse('STORE_NOT_FOUND', { storeIds: unknown }) : null;
  };

  return [
    post(
      '/menus',
      {
        ...ofOffice,
        operation: 'registerMenu',
        summary: 'Register a menu and offer it, to every store unless some are named',
        body: RegisterMenuRequest,
        responses: { 201: MenuResponse },
        refusals: ['STORE_NOT_FOUND', 'PRICE_TOO_LOW', 'PRICE_TOO_HIGH'],
      },
      async (request) => {
        const { storeIds } = request.body;
        const card = cardFrom(request.body);
        // Before a number is given out for it.
        const refused = refusedPrice(card, card.price) ?? (await unknownAmong(storeIds ?? []));
        if (refused) return shownPriceRefusal(refused);
        const context = contextOf(request);
        const created = await createWithId(store, ids, context, (menuId) => {
          const command = { type: 'RegisterMenu', menuId, audience: storeIds ?? 'all', ...card } as const;
          return menus.handle(menuStream(menuId), command, context, true);
        });
        return answer(created, 201, menuResponse, ({ menuId }) => ({ Location: `/menus/${menuId}` }));
      },
    ),
    put(
      '/menus/:menuId',
      {
        ...ofOffice,
        operation: 'reviseMenu',
        summary: 'Revise a menu and offer it again to the same stores',
        body: MenuCardRequest,
        ifMatch,
        responses: { 200: MenuResponse },
        refusals: ['MENU_NOT_FOUND', 'MENU_DELETED', 'MENU_CHANGED', 'PRICE_TOO_LOW', 'PRICE_TOO_HIGH'],
      },
      async (request) => {
        const revised = await handle(request, { type: 'ReviseMenu', ...cardFrom(request.body) });
        return isRefusal(revised) ? shownPriceRefusal(revised) : answer(revised, 200, menuResponse);
      },
    ),
    del(
      '/menus/:menuId',
      {
        ...ofOffice,
        operation: 'deleteMenu',
        summary: 'Delete a menu; every store delists it',
        body: DeleteMenuRequest,
        ifMatch,
        responses: { 204: null },
        refusals: ['MENU_NOT_FOUND', 'MENU_CHANGED'],
      },
      async (request) => answerNothing(await handle(request, { type: 'DeleteMenu', reason: request.body.reason })),
    ),
    post(
      '/menus/:menuId/offers',
      {
        ...ofOffice,
        operation: 'offerMenu',
        summary: 'Offer a menu to stores, again where they were asked before',
        body: OfferMenuRequest,
        ifMatch,
        responses: { 200: MenuResponse },
        refusals: ['STORE_NOT_FOUND', 'MENU_NOT_FOUND', 'MENU_DELETED', 'MENU_CHANGED'],
      },
      async (request) => {
        const { storeIds } = request.body;
        const refused = await unknownAmong(storeIds);
        return refused ?? answer(await handle(request, { type: 'OfferMenu', storeIds }), 200, menuResponse);
      },
    ),
    del(
      '/menus/:menuId/offers/:storeId',
      {
        ...ofOffice,
        operation: 'withdrawOffer',
        summary: 'Withdraw the offer from one store',
        ifMatch,
        responses: { 204: null },
        refusals: ['STORE_NOT_FOUND', 'MENU_NOT_FOUND', 'MENU_DELETED', 'MENU_CHANGED'],
      },
      async (request) => {
        const storeIds = [request.params.storeId];
        const refused = await unknownAmong(storeIds);
        return refused ?? answerNothing(await handle(request, { type: 'WithdrawOffer', storeIds }));
      },
    ),
  ];
};
