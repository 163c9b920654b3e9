import { describe, expect, test } from '@jest/globals';
import { RouteTable } from './route-table.js';

const routes = [
  { method: 'get', path: '/carts' },
  { method: 'get', path: '/carts/:cartId' },
  { method: 'put', path: '/carts/:cartId/lines/:lineId' },
  { method: 'post', path: '/carts/delivery/:cartId' },
  { method: 'get', path: '/carts/:otherId' },
] as const;
const table = new RouteTable(routes, (index) => index);

describe('a route is found', () => {
  test.each([
    ['GET', '/carts', 0, {}],
    ['GET', '/carts?limit=2&x=/carts/7', 0, {}],
    ['GET', '/carts/7', 1, { cartId: 7 }],
    ['PUT', '/carts/7/lines/012', 2, { cartId: 7, lineId: 12 }],
    ['POST', '/carts/delivery/999999999999999', 3, { cartId: 999_999_999_999_999 }],
  ])('%s %s', (method, url, entry, params) => {
    expect(table.find(method, url)).toEqual({ entry, params });
  });
});

describe('what is left to Express', () => {
  test.each([
    ['HEAD', '/carts'],
    ['POST', '/carts/7'],
    ['GET', '/Carts'],
    ['GET', '/carts/'],
    ['GET', '/carts/7/'],
    ['GET', '/carts/%37'],
    ['GET', '/carts/:'],
    ['GET', '/carts/:cartId'],
    ['PUT', '/carts/7/lines/:'],
    ['GET', '/carts/seven'],
    ['GET', '/carts/-7'],
    ['GET', '/carts/1234567890123456'],
    ['GET', '/carts/7#x'],
    ['GET', 'http://elsewhere/carts/7'],
    ['GET', '*'],
  ])('%s %s', (method, url) => {
    expect(table.find(method, url)).toBeNull();
  });
});
