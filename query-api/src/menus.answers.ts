import { toDecimal } from '@doremi/shared/kernel/money';
import type { AdminMenu } from '@doremi/shared/read-models/admin-menus';
import type { StoreMenuView } from '@doremi/shared/read-models/store-menus';

/** Head office's view of a menu, with each store's answer to it, by storeId. */
export const menuAnswer = (menu: AdminMenu) => ({
  id: menu.menuId,
  menuId: menu.menuId,
  menuName: menu.menuName,
  menuType: menu.menuType,
  description: menu.description,
  price: toDecimal(menu.price),
  revision: menu.revision,
  status: menu.status,
  registeredAt: menu.registeredAt,
  updatedAt: menu.updatedAt,
  stores: Object.entries(menu.stores)
    .map(([storeId, { answer, revision, at }]) => ({ storeId: Number(storeId), answer, revision, at }))
    .sort((a, b) => a.storeId - b.storeId),
});

const cardOf = ({ live, pending, latest }: StoreMenuView) => live ?? pending ?? latest;

const isSoldOut = ({ soldOut }: StoreMenuView, now: string): boolean =>
  soldOut !== null && (soldOut.until === null || Date.parse(soldOut.until) > Date.parse(now));

/**
 * One menu at one store, as it stands at `now` (ISO 8601): a sold-out mark whose time has passed counts no more.
 * The card is that of the live revision, else of the waiting one, else of the one that was refused.
 * Null where the store never had the menu, which is so when it was delisted before it arrived.
 */
export const storeMenuAnswer = (menu: StoreMenuView, now: string) => {
  const card = cardOf(menu);
  if (card === null) return null;
  const soldOut = isSoldOut(menu, now);
  return {
    storeId: menu.storeId,
    menuId: menu.menuId,
    menuName: card.menuName,
    menuType: card.menuType,
    description: card.description,
    price: toDecimal(card.price),
    menuStatus: menu.menuStatus,
    available: menu.menuStatus === 'APPROVED' && menu.live !== null && !soldOut,
    liveRevision: menu.live?.revision ?? null,
    pendingRevision: menu.pending?.revision ?? null,
    soldOutUntil: soldOut ? (menu.soldOut?.until ?? null) : null,
  };
};
