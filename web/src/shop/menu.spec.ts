import { expect, test } from '@jest/globals';
import { categoriesOf, isSoldOut } from './menu.js';
import { aMenu } from './testing/shapes.js';

const NOON = Date.parse('2026-03-01T12:00:00Z');

test('menus come by category, as the chain orders them; what has no place or no category comes last', () => {
  const menus = [
    aMenu(1),
    aMenu(2, { category: 'Drinks', position: 9 }),
    aMenu(3, { category: 'Pizza' }),
    aMenu(4, { category: 'Pizza', position: 2 }),
    aMenu(5, { category: 'Pizza', position: 2 }),
    aMenu(6, { position: 1 }),
  ];
  expect(categoriesOf(menus).map(({ name, menus: those }) => [name, those.map(({ menuId }) => menuId)])).toEqual([
    ['Pizza', [4, 5, 3]],
    ['Drinks', [2]],
    [null, [6, 1]],
  ]);
});

test('what is delisted, or was never confirmed, is not shown; what is sold out is', () => {
  const menus = [
    aMenu(1, { menuStatus: 'DELISTED', available: false }),
    aMenu(2, { liveRevision: null }),
    aMenu(3, { available: false }),
  ];
  expect(categoriesOf(menus).flatMap(({ menus: those }) => those.map(({ menuId }) => menuId))).toEqual([3]);
});

test.each([
  [{ available: true, soldOutUntil: null }, false],
  [{ available: false, soldOutUntil: null }, true],
  [{ available: false, soldOutUntil: '2026-03-01T12:00:01Z' }, true],
  [{ available: false, soldOutUntil: '2026-03-01T12:00:00Z' }, false],
])('%j is sold out: %s', (stocked, is) => {
  expect(isSoldOut(stocked, NOON)).toBe(is);
});
