import { describe, expect, test } from '@jest/globals';
import type { Build } from '@doremi/shared/engines/read-side/build';
import type { Lane } from '@doremi/shared/engines/read-side/lanes';
import type { ParkedEvent } from '@doremi/shared/engines/read-side/parked-events';
import { positionOf } from '@doremi/shared/kernel/position';
import { mayBePromoted, type Seen } from './lifecycle.js';

const build = (number: number, state: Build['state']): Build => ({
  id: `m_v1_b${number}`,
  model: 'm_v1',
  name: 'm',
  version: 1,
  number,
  database: 'main',
  state,
  lanes: 2,
  createdAt: new Date(0),
  builtAt: null,
  promotedAt: null,
  standbySince: null,
});
const live = build(1, 'live');
const next = build(2, 'building');

const lanes = ({ id }: Build, positions: readonly bigint[], caughtUp = true): Lane[] =>
  positions.map((at, lane) => ({
    id: `${id}/${lane}`,
    build: id,
    lane,
    position: positionOf(at, at),
    owner: 'w',
    epoch: 1,
    until: new Date(0),
    handled: 0,
    caughtUp,
    behindSince: null,
  }));

const parked = { build: next.id } as ParkedEvent;

describe('a build may be promoted', () => {
  test.each<[string, boolean, Seen]>([
    [
      'once it is where the live one is',
      true,
      { builds: [live, next], lanes: [...lanes(live, [5n, 7n]), ...lanes(next, [5n, 5n])], parked: [] },
    ],
    [
      'not while one lane is behind the live one',
      false,
      { builds: [live, next], lanes: [...lanes(live, [5n, 7n]), ...lanes(next, [4n, 9n])], parked: [] },
    ],
    [
      'not while something of it is parked',
      false,
      { builds: [live, next], lanes: [...lanes(live, [5n, 5n]), ...lanes(next, [5n, 5n])], parked: [parked] },
    ],
    [
      'whatever is parked of the live one',
      true,
      {
        builds: [live, next],
        lanes: [...lanes(live, [5n, 5n]), ...lanes(next, [5n, 5n])],
        parked: [{ ...parked, build: live.id }],
      },
    ],
    [
      'not before it has seen everything',
      false,
      { builds: [live, next], lanes: [...lanes(live, [0n, 0n]), ...lanes(next, [5n, 5n], false)], parked: [] },
    ],
    [
      'not while a lane is missing',
      false,
      { builds: [live, next], lanes: [...lanes(live, [5n, 5n]), ...lanes(next, [5n])], parked: [] },
    ],
    ['where nothing is live', true, { builds: [next], lanes: lanes(next, [5n, 5n]), parked: [] }],
  ])('%s', (_, expected, seen) => {
    expect(mayBePromoted(next, seen)).toBe(expected);
  });
});
