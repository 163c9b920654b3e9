import { as, done, eachLike, fromState, integer, json, money, problem, string } from '../matching.js';
import { size, small } from '../options.js';
import { settings } from './settings.js';

const storeMenu = (over = {}) => ({
  storeId: integer(2002),
  menuId: integer(7),
  menuName: 'pizza3',
  menuType: 'pizza',
  description: 'pizzadesc',
  price: money(150.5),
  menuStatus: 'APPROVED',
  available: true,
  liveRevision: integer(1),
  pendingRevision: null,
  soldOutUntil: null,
  ...over,
});

/** The store of the state is the one that acts, in the words of `X-Actor`. */
const asTheStore = { 'X-Actor': fromState('store:${storeId}', 2002) };

const offered = 'a menu that waits for its store';
const sold = 'a menu on sale';

/** One menu at one store; the store's id is in the header too, so the path holds both. */
const at = (step) => fromState(`\${storeMenu}/${step}`, '/stores/2002/menus/7', '/stores/\\d+/menus/\\d+');

const storeMenuPath = fromState('${storeMenu}', '/stores/2002/menus/7', '/stores/\\d+/menus/\\d+');

const monday = (open, close) => ({ day: 1, open, close });

const [smallOne, largeOne] = size.options;
const soldOutSize = {
  ...size,
  options: [
    { ...smallOne, available: false, soldOutUntil: null },
    { ...largeOne, available: true, soldOutUntil: null },
  ],
};

export const storeCommands = [
  {
    description: 'a store approves a menu',
    state: offered,
    request: { method: 'POST', path: at('approve'), headers: asTheStore },
    response: done(200, storeMenu()),
  },
  {
    description: 'a store approves a menu at its own price',
    state: offered,
    request: { method: 'POST', path: at('approve'), ...json({ revision: 1, price: '149.50' }, asTheStore) },
    response: done(200, storeMenu({ price: 149.5 })),
  },
  {
    description: 'a store approves a menu for another one',
    state: offered,
    request: { method: 'POST', path: at('approve'), headers: as('store:2001') },
    response: problem(403, 'FORBIDDEN'),
  },
  {
    description: 'a store refuses a menu',
    state: offered,
    request: { method: 'POST', path: at('reject'), ...json({ reason: 'no oven' }) },
    response: done(200, {
      storeId: integer(2002),
      menuId: integer(7),
      menuStatus: 'REJECTED',
      available: false,
      liveRevision: null,
      pendingRevision: null,
    }),
  },
  {
    description: 'a store sells out of a menu',
    state: sold,
    request: { method: 'POST', path: at('sold-out') },
    response: done(200, storeMenu({ available: false })),
  },
  {
    description: 'a store sells out of one option',
    state: 'a menu with sizes on sale',
    request: { method: 'POST', path: at('sold-out'), ...json(small) },
    response: done(200, storeMenu({ optionGroups: [soldOutSize] })),
  },
  {
    description: 'a store says how it takes orders',
    state: sold,
    request: { method: 'PUT', path: fromState('/stores/${storeId}/settings', 2002), ...json(settings, asTheStore) },
    response: done(200, settings),
  },
  {
    description: 'a store says that it opens twice at once',
    state: sold,
    request: {
      method: 'PUT',
      path: fromState('/stores/${storeId}/settings', 2002),
      ...json({ hours: { weekly: [monday('10:00', '14:00'), monday('13:00', '20:00')] } }, asTheStore),
    },
    response: problem(400, 'FIELDS_INVALID', {
      errors: eachLike({
        field: 'hours.weekly[1].open',
        code: 'OVERLAPS',
        detail: string('overlaps another'),
      }),
    }),
  },
  {
    description: 'a store thinks better of a refusal',
    state: 'a menu that its store refused',
    request: { method: 'POST', path: at('reject/withdraw'), headers: asTheStore },
    response: done(200, { storeId: integer(2002), menuId: integer(7), menuStatus: 'REGISTERED', pendingRevision: 1 }),
  },
  {
    description: 'a store takes a menu off for good',
    state: sold,
    request: { method: 'DELETE', path: storeMenuPath, ...json({ reason: 'no oven' }, asTheStore) },
    response: done(204),
  },
  {
    description: 'a store is paused',
    state: sold,
    request: { method: 'PUT', path: fromState('/stores/${storeId}/status', 2002), ...json({ status: 'PAUSED' }) },
    response: done(200, { storeId: integer(2002), storeName: string('Doremi'), status: 'PAUSED', until: null }),
  },
];
