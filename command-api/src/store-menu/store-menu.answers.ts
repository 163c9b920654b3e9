import { toDecimal } from '@doremi/shared/kernel/money';
import { isSoldOut, type StoreMenu } from './store-menu.decider.js';

/** A store menu at `now` (ISO 8601), in the words of `GET /stores/{storeId}/menus/{menuId}`. */
export const storeMenuAnswer = (now: string) => (storeMenu: StoreMenu) => {
  const { version, storeId, menuId, status, live, ownPrice, waiting, soldOut } = storeMenu;
  const card = live ?? waiting?.card;
  const isOut = isSoldOut(storeMenu, now);
  return {
    storeId,
    menuId,
    ...(card && {
      menuName: card.menuName,
      menuType: card.menuType,
      description: card.description,
      price: toDecimal(card.price),
    }),
    menuStatus: status,
    available: live !== null && !isOut,
    liveRevision: live?.revision ?? null,
    pendingRevision: waiting?.revision ?? null,
    ownPrice: ownPrice === null ? null : toDecimal(ownPrice),
    pending: waiting && { revision: waiting.revision, ...waiting.card, price: toDecimal(waiting.card.price) },
    soldOutUntil: isOut ? (soldOut?.until ?? null) : null,
    version,
  };
};
