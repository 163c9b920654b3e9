import { expect, test } from '@jest/globals';
import { filterOf, seek } from './where.js';

interface Shown {
  readonly at: string;
  readonly id: number;
}

test('a page begins after the last document of the one before', () => {
  expect(
    seek<Shown>(
      [
        ['at', 1],
        ['id', -1],
      ],
      ['noon', 7],
    ),
  ).toEqual({ $or: [{ at: { $gt: 'noon' } }, { at: 'noon', id: { $lt: 7 } }] });
});

test('and keeps to what was asked for', () => {
  const query = { where: { at: 'noon' }, sort: [['id', 1]] as const };
  expect(filterOf<Shown>(query)).toEqual({ at: 'noon' });
  expect(filterOf<Shown>({ ...query, after: [7] })).toEqual({ $and: [{ at: 'noon' }, { $or: [{ id: { $gt: 7 } }] }] });
});
