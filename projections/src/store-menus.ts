import type { StoreMenuEvent } from '@doremi/shared/events/store-menu.events';
import { projection } from '@doremi/shared/kernel/projection';
import { storeMenusModel, type StoreMenuView } from '@doremi/shared/read-models/store-menus';

/** What each store sells, and what waits for its answer. */
export const storeMenus = projection<StoreMenuView, StoreMenuEvent>({
  ...storeMenusModel,
  key: ({ data }) => `${data.storeId}.${data.menuId}`,
  on: {
    MenuConfirmationRequested: (known, { storeId, menuId, revision, menuName, menuType, description, price }, at) => {
      const offered = { revision, menuName, menuType, description, price };
      const live = known?.live ?? null;
      return {
        storeId,
        menuId,
        menuStatus: live ? 'APPROVED' : 'REGISTERED',
        live,
        pending: offered,
        latest: offered,
        soldOut: known?.soldOut ?? null,
        rejectedReason: null,
        updatedAt: at,
      };
    },
    MenuApproved: (known, { revision, price }, at) => {
      const card = known?.pending ?? known?.latest ?? undefined;
      return (
        known &&
        card && {
          ...known,
          menuStatus: 'APPROVED',
          live: { ...card, revision, price },
          pending: null,
          rejectedReason: null,
          updatedAt: at,
        }
      );
    },
    MenuRejected: (known, { reason }, at) =>
      known && {
        ...known,
        menuStatus: known.live ? 'APPROVED' : 'REJECTED',
        pending: null,
        rejectedReason: reason,
        updatedAt: at,
      },
    StorePriceSet: (known, { price }, at) =>
      known?.live ? { ...known, live: { ...known.live, price }, updatedAt: at } : known,
    MenuSoldOut: (known, { until }, at) => known && { ...known, soldOut: { until }, updatedAt: at },
    MenuRestocked: (known, _, at) => known && { ...known, soldOut: null, updatedAt: at },
    // Recorded for stores that never had the menu as well: they still do not have it.
    MenuDelisted: (known, _, at) =>
      known && { ...known, menuStatus: 'DELISTED', live: null, pending: null, soldOut: null, updatedAt: at },
  },
  indexes: [
    { storeId: 1, menuId: 1 },
    { storeId: 1, menuStatus: 1, menuId: 1 },
  ],
});
