import { expect, test } from '@jest/globals';
import type { Build } from '@doremi/shared/engines/read-side/build';
import type { Documents, DocumentWrite } from '@doremi/shared/engines/read-side/documents';
import { BEGINNING } from '@doremi/shared/kernel/position';
import { MemoryLog } from '../testing/memory-log.js';
import { added, tallyProjection } from '../testing/tally.js';
import { apply } from './apply.js';
import type { HeldLane, Target } from './held-lane.js';
import { laneOf } from './lane-of.js';

const log = new MemoryLog();
log.append('s', added('a'), added('b'), added('a', 2), { type: 'Unheard', data: {} }, added('c'));

const target = (writes: DocumentWrite[]): Target => ({
  build: { id: 'b', lanes: 2 } as Build,
  projection: tallyProjection(),
  documents: {
    load: () => Promise.resolve(new Map()),
    write: (batch: readonly DocumentWrite[]) => {
      writes.push(...batch);
      return Promise.resolve([]);
    },
  } as unknown as Documents,
});

const lane = (of: Target, number: number, position = BEGINNING): [number, HeldLane] => [
  number,
  { id: `b/${number}`, target: of, lane: number, epoch: 1, position, caughtUp: false, parked: new Set(), witnessed: 0 },
];

test('one write per document, however many events it got', async () => {
  const writes: DocumentWrite[] = [];
  const of = target(writes);
  const { changed } = await apply(of, new Map([lane(of, 0), lane(of, 1)]), log.events);
  expect([...changed].sort()).toEqual(['a', 'b', 'c']);
  expect(writes.find(({ key }) => key === 'a')).toEqual({
    key: 'a',
    document: { name: 'a', sum: 3, count: 2 },
    position: log.events[2]?.position,
    was: null,
  });
});

test('only the lanes that are held are fed, and counted', async () => {
  const of = target([]);
  const { changed, handled } = await apply(of, new Map([lane(of, laneOf('a', 2))]), log.events);
  const own = ['a', 'b', 'c'].filter((key) => laneOf(key, 2) === laneOf('a', 2));
  expect([...changed].sort()).toEqual(own);
  expect([...handled.keys()]).toEqual([laneOf('a', 2)]);
});

test('what a lane has passed is neither folded nor counted again', async () => {
  const of = target([]);
  const position = log.events[0]?.position ?? BEGINNING;
  const { handled } = await apply(of, new Map([lane(of, 0, position), lane(of, 1, position)]), log.events);
  expect([...handled.values()].reduce((sum, each) => sum + each, 0)).toBe(3);
});
