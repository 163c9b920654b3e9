import type { EventStore } from '@doremi/shared/engines/event-store';
import { menuStream, storeStream } from '@doremi/shared/events/streams';
import { del, post, put, type Asked, type Route } from '@doremi/shared/http/route';
import { refuse, type Refusal } from '@doremi/shared/kernel/refusal';
import type { IdSequence } from '../ids/id-sequence.js';
import type { Aggregates } from '../aggregates.js';
import { answer, contextOf } from '../command-handler/command-over-http.js';
import { createWithId } from '../command-handler/create-with-id.js';
import { menuAnswer } from './menu.answers.js';
import type { MenuCommand } from './menu.decider.js';
import { DeleteMenuRequest, MenuCardRequest, OfferMenuRequest, RegisterMenuRequest } from './menu.requests.js';

const who = ['admin'] as const;
/** On what somebody saw: the menu's revision. */
const ifMatch = true;

/** Head office's doors: register, revise, offer, withdraw, delete. */
export const menuRoutes = ({ menus, stores }: Aggregates, store: EventStore, ids: IdSequence): Route[] => {
  const handle = (asked: Asked, command: MenuCommand) =>
    menus.handle(menuStream(asked.params.menuId ?? 0), command, contextOf(asked));

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
    post('/menus', { who, body: RegisterMenuRequest }, async (asked) => {
      const { storeIds, ...card } = asked.body;
      const refused = await unknownAmong(storeIds ?? []);
      if (refused) return refused;
      const context = contextOf(asked);
      const created = await createWithId(store, ids, context, (menuId) => {
        const command = { type: 'RegisterMenu', menuId, audience: storeIds ?? 'all', ...card } as const;
        return menus.handle(menuStream(menuId), command, context, true);
      });
      return answer(created, 201, menuAnswer, ({ menuId }) => ({ Location: `/menus/${menuId}` }));
    }),
    put('/menus/:menuId', { who, body: MenuCardRequest, ifMatch }, async (asked) =>
      answer(await handle(asked, { type: 'ReviseMenu', ...asked.body }), 200, menuAnswer),
    ),
    del('/menus/:menuId', { who, body: DeleteMenuRequest, ifMatch }, async (asked) =>
      answer(await handle(asked, { type: 'DeleteMenu', reason: asked.body.reason }), 204, menuAnswer),
    ),
    post('/menus/:menuId/offers', { who, body: OfferMenuRequest, ifMatch }, async (asked) => {
      const { storeIds } = asked.body;
      const refused = await unknownAmong(storeIds);
      return refused ?? answer(await handle(asked, { type: 'OfferMenu', storeIds }), 200, menuAnswer);
    }),
    del('/menus/:menuId/offers/:storeId', { who, ifMatch }, async (asked) => {
      const storeIds = [asked.params.storeId ?? 0];
      const refused = await unknownAmong(storeIds);
      return refused ?? answer(await handle(asked, { type: 'WithdrawOffer', storeIds }), 204, menuAnswer);
    }),
  ];
};
