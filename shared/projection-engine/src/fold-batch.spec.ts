import { expect, test } from '@jest/globals';
import { BEGINNING, type Build } from '@doremi/event-sourcing';
import type { Documents } from '@doremi/read-models/testing';
import type { DocumentWrite } from '@doremi/read-models';
import { MemoryLog } from './testing/memory-log.js';
import { added, tallyProjection } from './testing/tally.js';
import { foldBatch } from './fold-batch.js';
import { partitionOf, type LeasedPartition, type Target } from './leased-partition.js';

const log = new MemoryLog();
log.append('s', added('a'), added('b'), added('a', 2), { type: 'Unheard', data: {} }, added('c'));

const target = (writes: DocumentWrite[]): Target => ({
  build: { id: 'b', partitions: 2 } as Build,
  projection: tallyProjection(),
  documents: {
    load: () => Promise.resolve(new Map()),
    write: (batch: readonly DocumentWrite[]) => {
      writes.push(...batch);
      return Promise.resolve([]);
    },
  } as unknown as Documents,
});

const partition = (of: Target, number: number, position = BEGINNING): [number, LeasedPartition] => [
  number,
  { id: `b/${number}`, target: of, number, epoch: 1, position, caughtUp: false, parked: new Set(), witnessed: 0 },
];

test('one write per document, however many events it got', async () => {
  const writes: DocumentWrite[] = [];
  const of = target(writes);
  const { changed } = await foldBatch(of, new Map([partition(of, 0), partition(of, 1)]), log.events);
  expect([...changed].sort()).toEqual(['a', 'b', 'c']);
  expect(writes.find(({ key }) => key === 'a')).toEqual({
    key: 'a',
    document: { name: 'a', sum: 3, count: 2 },
    position: log.events[2]?.position,
    was: null,
  });
});

test('only the partitions that are held are fed, and counted', async () => {
  const of = target([]);
  const { changed, handled } = await foldBatch(of, new Map([partition(of, partitionOf('a', 2))]), log.events);
  const own = ['a', 'b', 'c'].filter((key) => partitionOf(key, 2) === partitionOf('a', 2));
  expect([...changed].sort()).toEqual(own);
  expect([...handled.keys()]).toEqual([partitionOf('a', 2)]);
});

test('what a partition has passed is neither folded nor counted again', async () => {
  const of = target([]);
  const position = log.events[0]?.position ?? BEGINNING;
  const { handled } = await foldBatch(
    of,
    new Map([partition(of, 0, position), partition(of, 1, position)]),
    log.events,
  );
  expect([...handled.values()].reduce((sum, each) => sum + each, 0)).toBe(3);
});
