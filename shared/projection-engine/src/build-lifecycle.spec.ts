import { describe, expect, test } from '@jest/globals';
import { type Build, type Partition, positionOf } from '@doremi/event-sourcing';
import type { ParkedEvent } from '@doremi/read-models';
import { obstacleTo, type Obstacle, type Seen } from './build-lifecycle.js';

const build = (number: number, state: Build['state']): Build => ({
  id: `m_v1_b${number}`,
  model: 'm_v1',
  name: 'm',
  version: 1,
  number,
  database: 'main',
  state,
  partitions: 2,
  createdAt: new Date(0),
  builtAt: null,
  promotedAt: null,
  standbySince: null,
  retiredAt: null,
  stranded: null,
  supersededSince: null,
});
const live = build(1, 'live');
const next = build(2, 'building');

const partitions = ({ id }: Build, positions: readonly bigint[], caughtUp = true): Partition[] =>
  positions.map((at, number) => ({
    id: `${id}/${number}`,
    build: id,
    number,
    position: positionOf(at, at),
    owner: 'w',
    epoch: 1,
    until: new Date(0),
    handled: 0,
    caughtUp,
    behindSince: null,
    parked: [],
    witnessed: 0,
  }));

const parked = { build: next.id } as ParkedEvent;

describe('a build may be promoted', () => {
  test.each<[string, Obstacle | null, Omit<Seen, 'end'> & { readonly end?: bigint }]>([
    [
      'once it is where the live one is',
      null,
      { builds: [live, next], partitions: [...partitions(live, [5n, 7n]), ...partitions(next, [5n, 5n])], parked: [] },
    ],
    [
      'not while one partition is behind the live one',
      'BUILD_BEHIND',
      { builds: [live, next], partitions: [...partitions(live, [5n, 7n]), ...partitions(next, [4n, 9n])], parked: [] },
    ],
    [
      'not while something of it is parked',
      'BUILD_HAS_PARKED',
      {
        builds: [live, next],
        partitions: [...partitions(live, [5n, 5n]), ...partitions(next, [5n, 5n])],
        parked: [parked],
      },
    ],
    [
      'not while a partition holds a key back',
      'BUILD_HAS_PARKED',
      {
        builds: [live, next],
        partitions: [
          ...partitions(live, [5n, 5n]),
          ...partitions(next, [5n, 5n]).map((partition) => ({ ...partition, parked: ['key'] })),
        ],
        parked: [],
      },
    ],
    [
      'whatever is parked of the live one',
      null,
      {
        builds: [live, next],
        partitions: [...partitions(live, [5n, 5n]), ...partitions(next, [5n, 5n])],
        parked: [{ ...parked, build: live.id }],
      },
    ],
    [
      'not before it has seen everything',
      'BUILD_INCOMPLETE',
      {
        builds: [live, next],
        partitions: [...partitions(live, [0n, 0n]), ...partitions(next, [5n, 5n], false)],
        parked: [],
      },
    ],
    [
      'not while a partition is missing',
      'BUILD_INCOMPLETE',
      { builds: [live, next], partitions: [...partitions(live, [5n, 5n]), ...partitions(next, [5n])], parked: [] },
    ],
    ['where nothing is live', null, { builds: [next], partitions: partitions(next, [5n, 5n]), parked: [] }],
    [
      'once it is at the log’s end, where the live one is beyond that',
      null,
      {
        builds: [live, next],
        partitions: [...partitions(live, [99n, 99n]), ...partitions(next, [5n, 5n])],
        parked: [],
        end: 5n,
      },
    ],
    [
      'not before the log’s end, where the live one is beyond that',
      'BUILD_BEHIND',
      {
        builds: [live, next],
        partitions: [...partitions(live, [99n, 99n]), ...partitions(next, [4n, 5n])],
        parked: [],
        end: 5n,
      },
    ],
    [
      'wherever a live one is that is stranded',
      null,
      {
        builds: [{ ...live, stranded: 'NO_PLACE' }, next],
        partitions: [...partitions(live, [7n, 7n]), ...partitions(next, [5n, 5n])],
        parked: [],
      },
    ],
  ])('%s', (_, expected, { end = 10n, ...seen }) => {
    expect(obstacleTo(next, { ...seen, end: positionOf(end, end) })).toBe(expected);
  });

  test('never once it is stranded', () => {
    const stranded: Build = { ...next, stranded: 'NO_PLACE' };
    const seen = { builds: [live, stranded], partitions: partitions(next, [5n, 5n]), parked: [], end: null };
    expect(obstacleTo(stranded, seen)).toBe('BUILD_STRANDED');
  });
});
