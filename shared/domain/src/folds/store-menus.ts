import { cardOf } from '../events/menu-card.js';
import type { StoreMenuEvent } from '../events/store-menu.events.js';
import { BEHIND_ALL, storeMenusModel, type StoreMenuView } from '../read-models/store-menus.document.js';
import { stillOffered, withoutOption, withSoldOut } from '../sold-out.js';
import { foldVersioned, projection } from '@doremi/event-sourcing';

type Unversioned = Omit<StoreMenuView, 'version'>;

const NOTHING_ON_SALE = {
  ...{ live: null, ownPrice: null, pending: null, rejected: null },
  ...{ soldOut: null, soldOutOptions: [] },
} as const;

const placed = (menu: Omit<Unversioned, 'place'>): Unversioned => ({
  ...menu,
  place: (menu.live ?? menu.latest)?.position ?? BEHIND_ALL,
});

/** What each store sells, and what waits for its answer. */
export const storeMenus = projection<StoreMenuView, StoreMenuEvent>({
  ...storeMenusModel,
  key: ({ data }) => `${data.storeId}.${data.menuId}`,
  on: foldVersioned<Unversioned, StoreMenuEvent>({
    MenuConfirmationRequested: (known, data, at) => {
      const { storeId, menuId, revision } = data;
      const offered = { revision, ...cardOf(data) };
      const live = known?.live ?? null;
      return placed({
        storeId,
        menuId,
        menuStatus: live ? 'APPROVED' : 'REGISTERED',
        live,
        sold: known?.sold ?? null,
        ownPrice: known?.ownPrice ?? null,
        pending: offered,
        latest: offered,
        soldOut: known?.soldOut ?? null,
        soldOutOptions: known?.soldOutOptions ?? [],
        rejected: null,
        updatedAt: at,
      });
    },
    MenuApproved: (known, { revision, price }, at) => {
      const card = known?.pending ?? known?.latest ?? undefined;
      if (!known || !card) return undefined;
      const live = { ...card, revision, price };
      return placed({
        ...known,
        menuStatus: 'APPROVED',
        live,
        sold: live,
        ownPrice: price === card.price && price !== known.ownPrice ? null : price,
        pending: null,
        soldOutOptions: stillOffered(known.soldOutOptions, card.optionGroups),
        rejected: null,
        updatedAt: at,
      });
    },
    MenuRejected: (known, { revision, reason }, at) =>
      known && {
        ...known,
        menuStatus: known.live ? 'APPROVED' : 'REJECTED',
        pending: null,
        rejected: { revision, reason, at },
        updatedAt: at,
      },
    MenuRejectionWithdrawn: (known, _, at) =>
      known && {
        ...known,
        menuStatus: known.live ? 'APPROVED' : 'REGISTERED',
        pending: known.latest,
        rejected: null,
        updatedAt: at,
      },
    StorePriceSet: (known, { price }, at) => {
      if (!known?.live) return known;
      const live = { ...known.live, price };
      return { ...known, live, sold: live, ownPrice: price, updatedAt: at };
    },
    MenuSoldOut: (known, { until }, at) => known && { ...known, soldOut: { until }, updatedAt: at },
    MenuRestocked: (known, _, at) => known && { ...known, soldOut: null, updatedAt: at },
    OptionSoldOut: (known, data, at) =>
      known && { ...known, soldOutOptions: withSoldOut(known.soldOutOptions, data), updatedAt: at },
    OptionRestocked: (known, data, at) =>
      known && { ...known, soldOutOptions: withoutOption(known.soldOutOptions, data), updatedAt: at },
    // Recorded for stores that never had the menu as well: they still do not have it.
    MenuDelisted: (known, _, at) =>
      known && placed({ ...known, ...NOTHING_ON_SALE, menuStatus: 'DELISTED', updatedAt: at }),
  }),
  indexes: [
    { storeId: 1, place: 1, menuId: 1 },
    { storeId: 1, menuStatus: 1, place: 1, menuId: 1 },
    // Live streams look for what changed.
    { _position: 1 },
  ],
});
