import { cardOf } from '../events/menu-card.js';
import type { MenuEvent } from '../events/menu.events.js';
import type { StoreMenuEvent } from '../events/store-menu.events.js';
import { type AdminMenu, adminMenusModel, type MenuAtStore } from '../read-models/admin-menus.document.js';
import { projection } from '@doremi/event-sourcing';

/** The menu with what a store says of it now; what the store said before stays where it says nothing new. */
const at = (
  menu: AdminMenu | undefined,
  storeId: number,
  said: (before: MenuAtStore | undefined) => Partial<MenuAtStore>,
): AdminMenu | undefined => {
  if (!menu) return undefined;
  const before = menu.stores[storeId];
  const unsaid: MenuAtStore = { answer: 'WAITING', revision: menu.revision, at: '', reason: null, live: null };
  return { ...menu, stores: { ...menu.stores, [storeId]: { ...unsaid, ...before, ...said(before) } } };
};

/** Head office's menus, with each store's newest answer, and what it sells. */
export const adminMenus = projection<AdminMenu, MenuEvent | StoreMenuEvent>({
  ...adminMenusModel,
  key: ({ data }) => data.menuId,
  on: {
    MenuRegistered: (_, data, at) => ({
      menuId: data.menuId,
      ...cardOf(data),
      revision: data.revision,
      status: 'ACTIVE',
      registeredAt: at,
      updatedAt: at,
      stores: {},
    }),
    MenuRevised: (menu, data, at) => menu && { ...menu, ...cardOf(data), revision: data.revision, updatedAt: at },
    MenuDeleted: (menu, _, at) => menu && { ...menu, status: 'DELETED', updatedAt: at },
    MenuConfirmationRequested: (menu, { storeId, revision }, time) =>
      at(menu, storeId, () => ({ answer: 'WAITING', revision, at: time, reason: null })),
    MenuApproved: (menu, { storeId, revision, price }, time) =>
      at(menu, storeId, () => ({
        ...{ answer: 'APPROVED', revision, at: time, reason: null },
        live: { revision, price, since: time },
      })),
    MenuRejected: (menu, { storeId, revision, reason }, time) =>
      at(menu, storeId, () => ({ answer: 'REJECTED', revision, at: time, reason })),
    MenuRejectionWithdrawn: (menu, { storeId, revision }, time) =>
      at(menu, storeId, () => ({ answer: 'WAITING', revision, at: time, reason: null })),
    StorePriceSet: (menu, { storeId, price }, time) =>
      at(menu, storeId, (before) => (before?.live ? { live: { ...before.live, price, since: time } } : {})),
    MenuDelisted: (menu, { storeId, reason }, time) =>
      at(menu, storeId, () => ({ answer: 'DELISTED', at: time, reason, live: null })),
  },
  // Live streams look for what changed.
  indexes: [{ menuId: 1 }, { menuId: -1 }, { _position: 1 }],
});
