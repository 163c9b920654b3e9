import { type Actor, isAdmin, isStore, type StoreMenuView } from '@doremi/domain';
import type { Where } from '@doremi/read-models';
import { onSaleResponse, storeMenuViewResponse } from './menus.responses.js';

/** Whether somebody judges how and what a store sells, or buys of it. */
export const judges = (actor: Actor, storeId: number): boolean => isAdmin(actor) || isStore(actor, storeId);

/** A menu that was delisted before it arrived has no card: the store never had it. */
const JUDGED: Where<StoreMenuView> = { latest: { $ne: null } };

/** To whoever buys, a menu is on sale or it was: what was never confirmed is not there. */
const SOLD: Where<StoreMenuView> = { sold: { $ne: null } };

/** Which menus of a store somebody is shown, and how. */
export const shownMenus = (isJudge: boolean) =>
  isJudge ? { where: JUDGED, responseOf: storeMenuViewResponse } : { where: SOLD, responseOf: onSaleResponse };
