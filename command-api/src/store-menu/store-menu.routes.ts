import { storeMenuStream } from '@doremi/shared/events/streams';
import { post, put, type Asked, type Route } from '@doremi/shared/http/route';
import { isStore } from '@doremi/shared/kernel/actor';
import { refuse } from '@doremi/shared/kernel/refusal';
import type { Aggregates } from '../aggregates.js';
import { answer, contextOf, momentOf } from '../command-handler/command-over-http.js';
import { applyLatestOffer } from './apply-latest-offer.js';
import { storeMenuAnswer } from './store-menu.answers.js';
import type { StoreMenuCommand } from './store-menu.decider.js';
import { ApproveMenuRequest, RejectMenuRequest, SellOutRequest, StorePriceRequest } from './store-menu.requests.js';

const who = ['store'] as const;
/** On what somebody saw: the store menu's version. */
const ifMatch = true;
const path = '/stores/:storeId/menus/:menuId';

/** A store's answers to what it is offered, and what it says of what it sells. */
export const storeMenuRoutes = (aggregates: Aggregates): Route[] => {
  const handle = async (asked: Asked, command: StoreMenuCommand, isAnswer = false) => {
    const { storeId = 0, menuId = 0 } = asked.params;
    if (!isStore(asked.actor, storeId)) return refuse('FORBIDDEN');
    const context = contextOf(asked);
    const refused = isAnswer ? await applyLatestOffer(aggregates, storeId, menuId, context.now) : null;
    if (refused) return refused;
    const outcome = await aggregates.storeMenus.handle(storeMenuStream(storeId, menuId), command, context);
    return answer(outcome, 200, storeMenuAnswer(momentOf(outcome, asked.now)));
  };

  return [
    post(`${path}/approve`, { who, ifMatch, body: ApproveMenuRequest }, (asked) =>
      handle(asked, { type: 'ApproveMenu', ...asked.body, by: asked.actor.sub }, true),
    ),
    post(`${path}/reject`, { who, ifMatch, body: RejectMenuRequest }, (asked) =>
      handle(asked, { type: 'RejectMenu', ...asked.body, by: asked.actor.sub }, true),
    ),
    post(`${path}/sold-out`, { who, ifMatch, body: SellOutRequest }, (asked) =>
      handle(asked, { type: 'SellOut', until: asked.body.until ?? null, now: asked.now }),
    ),
    post(`${path}/restock`, { who, ifMatch }, (asked) => handle(asked, { type: 'Restock' })),
    put(`${path}/price`, { who, ifMatch, body: StorePriceRequest }, (asked) =>
      handle(asked, { type: 'SetStorePrice', price: asked.body.price }),
    ),
  ];
};
