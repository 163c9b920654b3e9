import {
  type AdminMenu,
  adminMenusModel,
  cardOf,
  type MenuEvent,
  type StoreAnswer,
  type StoreMenuEvent,
} from '@doremi/domain';
import { projection } from '@doremi/event-sourcing';

const answered = (
  menu: AdminMenu | undefined,
  storeId: number,
  answer: StoreAnswer,
  revision: number | undefined,
  at: string,
): AdminMenu | undefined =>
  menu && {
    ...menu,
    stores: { ...menu.stores, [storeId]: { answer, revision: revision ?? menu.revision, at } },
  };

/** Head office's menus, with each store's newest answer. */
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
    MenuConfirmationRequested: (menu, { storeId, revision }, at) => answered(menu, storeId, 'WAITING', revision, at),
    MenuApproved: (menu, { storeId, revision }, at) => answered(menu, storeId, 'APPROVED', revision, at),
    MenuRejected: (menu, { storeId, revision }, at) => answered(menu, storeId, 'REJECTED', revision, at),
    MenuDelisted: (menu, { storeId }, at) =>
      answered(menu, storeId, 'DELISTED', menu?.stores[String(storeId)]?.revision, at),
  },
  indexes: [{ menuId: 1 }, { menuId: -1 }],
});
