import { describe, expect, test } from '@jest/globals';
import { changeOf, holdNews, newestOf, rereadOr, withUnsettled } from './cart.js';
import { aCart, aGroup, aLine, aMenu } from './testing/shapes.js';

describe('the cart that is shown', () => {
  const { dropped: _, payment: __, updatedAt: ___, ...answer } = aCart({ version: 5, subtotal: 30 });

  test('is what was answered until the stream has come as far, and keeps what only the stream says', () => {
    const told = aCart({ dropped: [{ holdId: 1, menuId: 1, reason: 'EXPIRED' }] });
    expect(newestOf(told, answer)).toMatchObject({ version: 5, subtotal: 30, dropped: told.dropped });
    const later = aCart({ version: 5, subtotal: 31 });
    expect(newestOf(later, answer)).toBe(later);
  });

  test('is the one that was begun, and not the one before', () => {
    expect(newestOf(aCart({ cartId: 6, version: 99 }), answer)).toMatchObject({ cartId: 7 });
    expect(newestOf(undefined, null)).toBeNull();
  });
});

test('a cart that is read again is newer than what is known of it, unless more has happened since, or it is another one', () => {
  const known = aCart({ version: 5 });
  const again = aCart({ version: 5, deliveryFee: 3 });
  expect(rereadOr(known, again)).toBe(again);
  for (const other of [null, aCart({ version: 4 }), aCart({ cartId: 8, version: 9 })])
    expect(rereadOr(known, other)).toBe(known);
  expect(rereadOr(null, again)).toBeNull();
});

test('an add that waited is in the cart, or was dropped for a reason', () => {
  const hold = { menuId: 1, quantity: 1, reason: 'MENU_SERVICE_BUSY', expiresAt: '', seen: null, options: [] };
  const before = aCart({ holds: [1, 2, 3].map((holdId) => ({ ...hold, holdId, menuId: holdId })) });
  const after = aCart({
    holds: before.holds.slice(2),
    lines: [aLine(1)],
    dropped: [{ holdId: 2, menuId: 2, reason: 'MENU_SOLD_OUT' }],
  });
  expect(holdNews(before, after)).toEqual([
    { menuId: 1, why: null },
    { menuId: 2, why: 'MENU_SOLD_OUT' },
  ]);
  expect(holdNews(before, { ...after, cartId: 8 })).toEqual([]);
  const givenUp = aCart({
    dropped: before.holds.map(({ holdId, menuId }) => ({ holdId, menuId, reason: 'CANCELLED' })),
  });
  expect(holdNews(before, givenUp)).toEqual([]);

  // What a command answers does not say what became of them: that waits for the stream.
  const answered = withUnsettled(before, aCart({ holds: [], lines: [aLine(1)] }));
  expect(holdNews(answered, after).map(({ why }) => why)).toEqual([null, 'MENU_SOLD_OUT']);
  expect(withUnsettled(null, after)).toBe(after);
});

describe('a line is told to be different', () => {
  const size = aGroup('size', { min: 1 });
  const menu = aMenu(1, { optionGroups: [size] });
  const line = aLine(1, { unitPrice: 10.5, options: [{ groupId: 'size', optionId: 'b', name: 'b', priceDelta: 0.5 }] });

  test.each([
    ['not where all is as it was', menu, null],
    ['not while nobody knows the menu', undefined, null],
    ['where it costs something else', { ...menu, price: 11 }, { costs: 11.5 }],
    ['where the menu is sold out', { ...menu, available: false }, 'gone'],
    ['where it is not sold any more', { ...menu, menuStatus: 'DELISTED' as const }, 'gone'],
    ['where its option is gone', { ...menu, optionGroups: [aGroup('size', { options: ['a'] })] }, 'gone'],
    [
      'where its option is sold out',
      { ...menu, optionGroups: [{ ...size, options: size.options.map((one) => ({ ...one, available: false })) }] },
      'gone',
    ],
  ])('%s', (_, is, change) => {
    expect(changeOf(line, is, 0)).toEqual(change);
  });
});
