import { as, done, eachLike, fromState, integer, json, money, problem, shaped, string } from '../matching.js';
import { size } from '../options.js';

const card = { menuName: 'pizza3', menuType: 'pizza', description: 'pizzadesc', price: 150.5 };

const menu = (over = {}) => ({
  id: integer(7),
  menuId: integer(7),
  ...card,
  revision: integer(1),
  status: 'ACTIVE',
  ...over,
});

/** How it is sold. */
const asSold = {
  category: 'Classics',
  position: 3,
  allergens: ['gluten', 'milk'],
  imageUrl: 'https://doremi.example/pizza3.jpg',
  optionGroups: [size],
};

const known = { 'Idempotency-Key': 'register-pizza3', 'X-Correlation-Id': 'contract-1' };

export const menuCommands = [
  {
    description: 'a menu is registered',
    request: { method: 'POST', path: '/menus', ...json(card, { ...as('admin'), ...known }) },
    response: done(201, menu(), { Location: shaped('/menus/\\d+', '/menus/7') }),
  },
  {
    description: 'a menu with options is registered',
    request: { method: 'POST', path: '/menus', ...json({ ...card, ...asSold }) },
    response: done(201, menu(asSold)),
  },
  {
    description: 'a menu is registered whose options could cost less than nothing',
    request: { method: 'POST', path: '/menus', ...json({ ...card, price: 19.99, optionGroups: [size] }) },
    response: problem(400, 'PRICE_TOO_LOW', { least: money(20) }),
  },
  {
    description: 'a menu with a wrong price is registered',
    request: { method: 'POST', path: '/menus', ...json({ ...card, price: -1 }) },
    response: problem(400, 'FIELDS_INVALID', {
      errors: eachLike({ field: 'price', code: string('PRICE'), detail: string('must be a price') }),
    }),
  },
  {
    description: 'a menu is registered again with the key of another one',
    state: 'the key register-once was used',
    request: { method: 'POST', path: '/menus', ...json(card, { 'Idempotency-Key': 'register-once' }) },
    response: problem(422, 'IDEMPOTENCY_KEY_REUSED'),
  },
  {
    description: 'a menu is revised by somebody who has seen its newest revision',
    state: 'a menu on sale',
    request: {
      method: 'PUT',
      path: fromState('/menus/${menuId}', 7),
      ...json({ ...card, price: 160 }, { 'If-Match': '1' }),
    },
    response: done(200, menu({ revision: 2, price: 160 })),
  },
  {
    description: 'a menu is revised by somebody who has seen an older revision',
    state: 'a menu that was revised',
    request: { method: 'PUT', path: fromState('/menus/${menuId}', 7), ...json(card, { 'If-Match': '1' }) },
    response: problem(412, 'MENU_CHANGED'),
  },
  {
    description: 'a menu is deleted',
    state: 'a menu on sale',
    request: { method: 'DELETE', path: fromState('/menus/${menuId}', 7) },
    response: done(204),
  },
];
