import { toDecimal } from '@doremi/shared/kernel/money';
import type { AdminMenu } from '@doremi/shared/read-models/admin-menus';
import type { StoreMenuStatus, StoreMenuView } from '@doremi/shared/read-models/store-menus';

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

type Card = NonNullable<StoreMenuView['live']>;

const shown = ({ menuName, menuType, description, price }: Card) => ({
  menuName,
  menuType,
  description,
  price: toDecimal(price),
});

const isSoldOut = ({ soldOut }: StoreMenuView, now: string): boolean =>
  soldOut !== null && (soldOut.until === null || Date.parse(soldOut.until) > Date.parse(now));

/**
 * One menu at one store for whoever judges it there, as it stands at `now` (ISO 8601): a sold-out mark whose time has
 * passed counts no more. The card is that of the live revision, else of the waiting one, else of the one that was refused.
 * Null where the store never had the menu, which is so when it was delisted before it arrived.
 */
export const storeMenuAnswer = (menu: StoreMenuView, now: string) => {
  const { live, pending, latest, ownPrice } = menu;
  const card = live ?? pending ?? latest;
  return (
    card && {
      ...saleOf(menu, card, menu.menuStatus, now),
      pendingRevision: pending?.revision ?? null,
      ownPrice: ownPrice === null ? null : toDecimal(ownPrice),
      pending: pending && { revision: pending.revision, ...shown(pending) },
    }
  );
};

/** The same for everybody else: what is on sale, or was. Null where nothing ever was. */
export const onSaleAnswer = (menu: StoreMenuView, now: string) =>
  menu.sold && {
    ...saleOf(menu, menu.sold, menu.live ? 'APPROVED' : 'DELISTED', now),
    pendingRevision: null,
  };

const saleOf = (menu: StoreMenuView, card: Card, menuStatus: StoreMenuStatus, now: string) => {
  const soldOut = isSoldOut(menu, now);
  return {
    storeId: menu.storeId,
    menuId: menu.menuId,
    ...shown(card),
    menuStatus,
    available: menu.live !== null && !soldOut,
    liveRevision: menu.live?.revision ?? null,
    soldOutUntil: soldOut ? (menu.soldOut?.until ?? null) : null,
    version: menu.version,
  };
};
