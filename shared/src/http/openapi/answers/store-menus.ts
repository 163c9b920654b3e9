import { flag, id, instant, money, nullable, object, oneOf, pageOf, ref, text } from '../schema.js';
import type { Chapter } from './chapter.js';

const card = { menuName: text, menuType: text, description: text, price: money };
/** What a store has to judge, and the price that it set itself: for the store and head office. */
const judged = {
  pending: nullable(object({ revision: id, ...card })),
  ownPrice: nullable(money),
};
const storeMenu = {
  storeId: id,
  menuId: id,
  menuStatus: oneOf('REGISTERED', 'APPROVED', 'REJECTED', 'DELISTED'),
  available: flag,
  liveRevision: nullable(id),
  pendingRevision: nullable(id),
  soldOutUntil: nullable(instant),
  version: id,
};

export const storeMenus: Chapter = {
  tag: 'store menus',
  about: 'What a store answered to what it was offered, and what it sells.',
  schemas: {
    /** Without its card while nothing is live and nothing waits. */
    StoreMenu: object({ ...storeMenu, ...judged }, card),
    StoreMenuView: object({ ...storeMenu, ...card }, judged),
  },
  routes: {
    'POST /stores/:storeId/menus/:menuId/approve': {
      operation: 'approveStoreMenu',
      summary: 'Put the revision that waits on sale; while one is live, say which revision is meant',
      answers: { 200: ref('StoreMenu') },
      refusals: [
        'STORE_NOT_FOUND',
        'STORE_MENU_NOT_FOUND',
        'NOTHING_TO_CONFIRM',
        'REVISION_NOT_WAITING',
        'REVISION_REQUIRED',
        'VERSION_CHANGED',
      ],
    },
    'POST /stores/:storeId/menus/:menuId/reject': {
      operation: 'rejectStoreMenu',
      summary: 'Refuse the revision that waits; what is live stays on sale',
      answers: { 200: ref('StoreMenu') },
      refusals: [
        'STORE_NOT_FOUND',
        'STORE_MENU_NOT_FOUND',
        'NOTHING_TO_CONFIRM',
        'REVISION_NOT_WAITING',
        'VERSION_CHANGED',
      ],
    },
    'POST /stores/:storeId/menus/:menuId/sold-out': {
      operation: 'markSoldOut',
      summary: 'Mark a menu sold out, until it is restocked or until a time',
      answers: { 200: ref('StoreMenu') },
      refusals: ['STORE_MENU_NOT_FOUND', 'MENU_NOT_LIVE', 'UNTIL_PASSED', 'VERSION_CHANGED'],
    },
    'POST /stores/:storeId/menus/:menuId/restock': {
      operation: 'restockStoreMenu',
      summary: 'Sell a menu again',
      answers: { 200: ref('StoreMenu') },
      refusals: ['STORE_MENU_NOT_FOUND', 'MENU_NOT_LIVE', 'VERSION_CHANGED'],
    },
    'PUT /stores/:storeId/menus/:menuId/price': {
      operation: 'setStorePrice',
      summary: "Set the store's own price of what is on sale",
      answers: { 200: ref('StoreMenu') },
      refusals: ['STORE_MENU_NOT_FOUND', 'MENU_NOT_LIVE', 'VERSION_CHANGED'],
    },
    'GET /stores/:storeId/menus': {
      operation: 'listStoreMenus',
      summary:
        'The menus of a store: what is or was on sale; for the store and head office also what waits or was refused',
      answers: { 200: pageOf(ref('StoreMenuView')) },
      refusals: ['STORE_NOT_FOUND', 'FORBIDDEN'],
    },
    'GET /stores/:storeId/menus/:menuId': {
      operation: 'getStoreMenu',
      summary: 'One menu of a store',
      answers: { 200: ref('StoreMenuView') },
      refusals: ['STORE_MENU_NOT_FOUND'],
    },
  },
};
