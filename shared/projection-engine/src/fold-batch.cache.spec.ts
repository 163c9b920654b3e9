import { expect, test } from '@jest/globals';
import { BEGINNING, type Build } from '@doremi/event-sourcing';
import type { Documents } from '@doremi/read-models/testing';
import type { DocumentWrite, Loaded } from '@doremi/read-models';
import { MemoryLog } from './testing/memory-log.js';
import { added, tallyProjection } from './testing/tally.js';
import { foldBatch } from './fold-batch.js';
import type { LeasedPartition } from './leased-partition.js';

/**
 * A partition over documents that are there, and the keys that were read of them; `loses` makes a write take no effect.
 */
const partitionOver = (stored: Map<string, Loaded>, loses: () => boolean = () => false) => {
  const read: string[] = [];
  const target = {
    build: { id: 'b', partitions: 1 } as Build,
    projection: tallyProjection(),
    documents: {
      load: (keys: readonly string[]) => {
        read.push(...keys);
        return Promise.resolve(new Map(keys.flatMap((key) => (stored.has(key) ? [[key, stored.get(key)]] : [])) as []));
      },
      write: (writes: readonly DocumentWrite[]) => {
        if (loses()) return Promise.resolve(writes.map(({ key }) => key));
        for (const { key, document, position } of writes) stored.set(key, { document, position });
        return Promise.resolve([]);
      },
    } as unknown as Documents,
  };
  const partition = {
    id: 'b/0',
    target,
    number: 0,
    epoch: 1,
    position: BEGINNING,
    caughtUp: false,
    parked: new Set(),
    witnessed: 0,
  };
  const process = (events: MemoryLog['events']) =>
    foldBatch(target, new Map([[0, partition as unknown as LeasedPartition]]), events);
  return { process, read };
};

const log = new MemoryLog();
log.append('s', added('a'), added('a', 2), added('a', 4));
const [first, second, third] = log.events.map((event) => [event]);

test('a document is read once, and known from then on', async () => {
  const stored = new Map<string, Loaded>();
  const { process, read } = partitionOver(stored);
  for (const events of [first, second, third]) await process(events ?? []);
  expect(read).toEqual(['a']);
  expect(stored.get('a')?.document).toEqual({ name: 'a', sum: 7, count: 3 });
});

test('what is known of a document ends with a write that took no effect', async () => {
  const stored = new Map<string, Loaded>();
  let isLost = false;
  const { process, read } = partitionOver(stored, () => isLost);
  await process(first ?? []);
  isLost = true;
  expect((await process(second ?? [])).lost).toEqual(['a']);
  isLost = false;
  await process(second ?? []);
  expect(read).toEqual(['a', 'a']);
});

test('another partition object, as after a lost lease, knows nothing', async () => {
  const stored = new Map<string, Loaded>();
  await partitionOver(stored).process(first ?? []);
  const { process, read } = partitionOver(stored);
  await process(second ?? []);
  expect(read).toEqual(['a']);
});

test('those written longest ago are forgotten, so that memory is bounded', async () => {
  const { process, read } = partitionOver(new Map());
  const known = new MemoryLog();
  const upTo = (count: number) => Array.from({ length: count }, (_, n) => added(`${n}`));
  known.append('s', ...upTo(600), added('599'), added('0'));
  for (const event of known.events) await process([event]);
  expect(read.slice(599)).toEqual(['599', '0']);
});
