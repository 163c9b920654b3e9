import { describe, expect, test } from '@jest/globals';
import { merged } from './merged.js';

interface Item {
  readonly id: number;
  readonly at: number;
  readonly isOpen: boolean;
}
const item = (id: number, at = id, isOpen = true): Item => ({ id, at, isOpen });
const ids = (told: readonly Item[], isWhole = true) =>
  merged({
    ...{ listed: [item(2), item(4), item(6)], told, isWhole },
    keyOf: ({ id }) => id,
    matches: ({ isOpen }) => isOpen,
    compare: (a, b) => a.at - b.at,
  }).map(({ id }) => id);

describe('a list that was read and is told of', () => {
  test('has what is new at its place', () => expect(ids([item(9), item(3)])).toEqual([2, 3, 4, 6, 9]));
  test('leaves what comes later to the next page', () => expect(ids([item(9), item(3)], false)).toEqual([2, 3, 4, 6]));
  test('drops what matches no more', () => expect(ids([item(4, 4, false), item(5, 5, false)])).toEqual([2, 6]));
  test('shows what was told, not what was read', () => expect(ids([item(2, 5)])).toEqual([4, 2, 6]));
});
