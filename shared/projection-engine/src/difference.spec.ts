import { describe, expect, test } from '@jest/globals';
import { differencesOf, hashOf } from './difference.js';

describe('documents', () => {
  test('have the same hash whatever the order of their fields', () => {
    expect(hashOf({ a: 1, b: { c: [1, 2], d: undefined } })).toBe(hashOf({ b: { c: [1, 2] }, a: 1 }));
    expect(hashOf({ a: [1, 2] })).not.toBe(hashOf({ a: [2, 1] }));
  });

  test('differ by fields, as deep as they do', () => {
    const expected = { a: 1, lines: [{ id: 1, price: 5 }], gone: null };
    const found = { a: 1, lines: [{ id: 1, price: 6 }, 'x'], more: {} };
    expect(differencesOf(expected, found)).toEqual([
      { path: 'lines.0.price', expected: 5, found: 6 },
      { path: 'lines.1', found: 'x' },
      { path: 'gone', expected: null },
      { path: 'more', found: {} },
    ]);
    expect(differencesOf([], {})).toEqual([{ path: '', expected: [], found: {} }]);
  });
});
