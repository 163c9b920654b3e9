import { eachLike, found, fromState, instant, integer, money, oneOf, POSITION, problem, string } from '../matching.js';

const menu = {
  id: integer(7),
  menuId: integer(7),
  menuName: string('pizza3'),
  menuType: string('pizza'),
  description: string('pizzadesc'),
  price: money(150.5),
  revision: integer(1),
  status: oneOf('ACTIVE', 'DELETED'),
  registeredAt: instant(),
  updatedAt: instant(),
};

const answer = { storeId: integer(2002), answer: 'APPROVED', revision: integer(1), at: instant() };

export const menuReads = [
  {
    description: 'every menu, no staler than a position',
    state: 'a menu on sale',
    request: {
      method: 'GET',
      path: '/menus',
      query: { limit: '200' },
      headers: { 'X-Event-Position': fromState('${position}', POSITION), 'X-Actor': 'admin' },
    },
    response: found({ items: eachLike(menu), nextCursor: null }),
  },
  {
    description: 'a page of the menus',
    state: 'two menus',
    request: { method: 'GET', path: '/menus', query: { limit: '1' } },
    response: found({ items: [menu], nextCursor: string('eyJ') }),
  },
  {
    description: 'a menu, right after a command',
    state: 'a menu on sale',
    after: POSITION,
    request: {
      method: 'GET',
      path: fromState('/menus/${menuId}', 7),
      headers: { 'X-Event-Position-Hint': fromState('${position}', POSITION) },
    },
    response: found({ ...menu, status: 'ACTIVE', stores: [answer] }),
  },
  {
    description: 'a menu that has not changed since it was read',
    state: 'a menu on sale',
    request: {
      method: 'GET',
      path: fromState('/menus/${menuId}', 7),
      headers: { 'If-None-Match': fromState('${etag}', '"0a1b"', '"[^"]+"') },
    },
    response: { status: 304, headers: {} },
  },
  {
    description: 'a menu that there is not',
    request: { method: 'GET', path: '/menus/999999999' },
    response: problem(404, 'MENU_NOT_FOUND'),
  },
  {
    description: 'the menus with a limit that is none',
    request: { method: 'GET', path: '/menus', query: { limit: 'many' } },
    response: problem(400, 'FIELDS_INVALID', {
      errors: eachLike({ field: 'limit', code: string('WHOLE'), detail: string('must be a whole number') }),
    }),
  },
];
