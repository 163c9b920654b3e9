import { as, eachLike, found, fromState, instant, integer, money, oneOf, problem, string } from '../matching.js';
import { size } from '../options.js';
import { settings } from './settings.js';

const store = {
  storeId: integer(2002),
  storeName: string('Doremi'),
  address: string('Street 1'),
  timezone: string('Asia/Seoul'),
  status: oneOf('OPEN', 'PAUSED', 'CLOSED'),
};

const open = { openNow: true, opensAt: null, closesAt: null };
const asItIs = { deliveryFee: money(0), minimumOrder: money(0), preparationMinutes: integer(20) };

const storeMenu = {
  storeId: integer(2002),
  menuId: integer(7),
  menuName: string('pizza3'),
  menuType: string('pizza'),
  description: string('pizzadesc'),
  price: money(150.5),
  menuStatus: 'APPROVED',
  available: true,
  liveRevision: integer(1),
  pendingRevision: null,
  soldOutUntil: null,
};

export const storeReads = [
  {
    description: 'every store',
    state: 'a menu on sale',
    request: { method: 'GET', path: '/stores' },
    response: found({ items: eachLike(store) }),
  },
  {
    description: 'a store',
    state: 'a menu on sale',
    request: { method: 'GET', path: fromState('/stores/${storeId}', 2002) },
    response: found({ ...store, status: 'OPEN', until: null, ...open, ...asItIs, nextFreeAt: instant() }),
  },
  {
    description: 'a store outside its hours',
    state: 'a store outside its hours',
    request: { method: 'GET', path: fromState('/stores/${storeId}', 2002) },
    response: found({
      ...{ ...store, status: 'OPEN', openNow: false, opensAt: instant(), closesAt: null, nextFreeAt: instant() },
      ...asItIs,
    }),
  },
  {
    description: 'the settings of a store',
    state: 'a store that says how it takes orders',
    request: {
      method: 'GET',
      path: fromState('/stores/${storeId}/settings', 2002),
      headers: { 'X-Actor': fromState('store:${storeId}', 2002) },
    },
    response: found(settings),
  },
  {
    description: 'the settings of another store',
    request: { method: 'GET', path: '/stores/2002/settings', headers: as('store:2001') },
    response: problem(403, 'FORBIDDEN'),
  },
  {
    description: 'a store that there is not',
    request: { method: 'GET', path: '/stores/99999' },
    response: problem(404, 'STORE_NOT_FOUND'),
  },
  {
    description: 'what a store sells',
    state: 'a menu on sale',
    request: { method: 'GET', path: fromState('/stores/${storeId}/menus', 2002), query: { status: 'APPROVED' } },
    response: found({ items: [storeMenu], nextCursor: null }),
  },
  {
    description: 'what waits at a store beside what is live, and what it changes',
    state: 'a menu with sizes on sale, of which a revision waits',
    request: { method: 'GET', path: fromState('${storeMenu}', '/stores/2002/menus/7', '/stores/\\d+/menus/\\d+') },
    response: found({
      menuId: integer(7),
      live: { revision: 1, menuName: 'pizza3', price: money(150.5), optionGroups: [size] },
      pending: { revision: 2, menuName: 'pizza3', price: money(99), optionGroups: [] },
      changes: [
        { field: 'price', from: money(150.5), to: money(99) },
        { field: 'optionGroups.size', from: size, to: null },
      ],
    }),
  },
  {
    description: 'one menu of a store',
    state: 'a menu on sale',
    request: { method: 'GET', path: fromState('${storeMenu}', '/stores/2002/menus/7', '/stores/\\d+/menus/\\d+') },
    response: found(storeMenu),
  },
];
