import { menuStream, storeMenuStream, storeStream } from '@doremi/shared/events/streams';
import { isRefusal, refuse, type Refusal } from '@doremi/shared/kernel/refusal';
import type { Aggregates } from '../aggregates.js';
import { stepOf, type CommandContext } from '../handle/context.js';
import { latestOfferFor } from '../menu/menu.decider.js';

/**
 * Makes sure that the store has received the menu's newest offer, so that it can answer straight after head office
 * made it, whether the policy has run or not: offers are numbered, and receiving one twice emits nothing.
 */
export const receiveNewestOffer = async (
  { menus, stores, storeMenus }: Aggregates,
  storeId: number,
  menuId: number,
  context: CommandContext,
): Promise<Refusal | null> => {
  const [menu, store, storeMenu] = await Promise.all([
    menus.load(menuStream(menuId)),
    stores.load(storeStream(storeId)),
    storeMenus.load(storeMenuStream(storeId, menuId)),
  ]);
  if (store.state.status === 'NONE') return refuse('STORE_NOT_FOUND');
  const newest = latestOfferFor(menu.state, storeId);
  if (newest === null || newest.offer <= storeMenu.state.lastOffer) return null;
  const { offer, revision, card } = newest;
  const command = { type: 'ReceiveOffer', storeId, menuId, offer, revision, ...card } as const;
  const step = stepOf(context, 'receive-offer', storeId, menuId, offer);
  const received = await storeMenus.handle(storeMenuStream(storeId, menuId), command, step);
  return isRefusal(received) ? received : null;
};
