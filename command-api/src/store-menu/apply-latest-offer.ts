import { type MenuEvent, menuStream, storeMenuStream, storeStream } from '@doremi/domain';
import { isRefusal, type Refusal, refuse } from '@doremi/event-sourcing';
import type { Aggregates } from '../aggregates.js';
import { causedBy } from '../command-handler/command-context.js';
import { latestOfferFor } from '../menu/menu.decider.js';
import type { StoreMenuCommand } from './store-menu.decider.js';

/**
 * Makes sure that the store has the latest of head office's offers of the menu, or knows that it was taken back, so that
 * it can answer straight after, whether the policy has run or not. It is the policy's own command, with the same id and
 * as its event's doing: whoever comes second does nothing. `now` is ISO 8601.
 */
export const applyLatestOffer = async (
  { menus, stores, storeMenus }: Aggregates,
  storeId: number,
  menuId: number,
  now: string,
): Promise<Refusal | null> => {
  const stream = storeMenuStream(storeId, menuId);
  const [menu, store, storeMenu] = await Promise.all([
    menus.load(menuStream(menuId)),
    stores.load(storeStream(storeId)),
    storeMenus.load(stream),
  ]);
  if (store.state.status === 'NONE') return refuse('STORE_NOT_FOUND');
  const { lastOffer } = storeMenu.state;
  const newest = latestOfferFor(menu.state, storeId);
  if ((newest?.offer ?? menu.revision) <= lastOffer) return null;
  const said = await menus.history(menuStream(menuId));
  const event = newest
    ? said.find(({ revision }) => revision === newest.offer)
    : said.findLast((one) => isTakenBack(one, storeId));
  if (!event || event.revision <= lastOffer) return null;
  const ids = { storeId, menuId, offer: event.revision };
  const command: StoreMenuCommand = newest
    ? { type: 'ReceiveOffer', ...ids, revision: newest.revision, ...newest.card }
    : { type: 'Delist', ...ids, reason: event.type === 'MenuDeleted' ? event.data.reason : 'OFFER_WITHDRAWN' };
  const heard = await storeMenus.handle(stream, command, causedBy(event, now, stream));
  return isRefusal(heard) ? heard : null;
};

const isTakenBack = ({ type, data }: MenuEvent, storeId: number): boolean => {
  if (type === 'MenuDeleted') return data.audience === 'all' || data.audience.includes(storeId);
  return type === 'MenuOfferWithdrawn' && data.storeIds.includes(storeId);
};
