import { expect, test } from '@jest/globals';
import { BEGINNING } from '@doremi/event-sourcing';
import { DocumentBuffer, DocumentMemory } from './document-buffer.js';
import { foldBatch, type FoldedBatch } from './fold-batch.js';
import { partitionOf, type LeasedPartition } from './leased-partition.js';
import { held, KeptDocuments, targetOver } from './testing/held.js';
import { MemoryLog } from './testing/memory-log.js';
import { added, poisoned } from './testing/tally.js';

const log = new MemoryLog();
log.append('s', added('a'), added('b'), added('a', 2), { type: 'Unheard', data: {} }, added('c'));

/** Folds the log into two partitions, of which these are held from this position on. */
const folded = async (numbers: readonly number[], position = BEGINNING) => {
  const target = targetOver(new KeptDocuments(), 2);
  const buffers = new Map<LeasedPartition, DocumentBuffer>();
  const bufferOf = (partition: LeasedPartition): DocumentBuffer => {
    const buffer = buffers.get(partition) ?? new DocumentBuffer(new DocumentMemory(1e6));
    buffers.set(partition, buffer);
    return buffer;
  };
  const partitions = new Map(numbers.map((number) => [number, held(target, number, position)]));
  const batch: FoldedBatch = await foldBatch(target, partitions, log.events, bufferOf);
  return { ...batch, writes: [...buffers.values()].flatMap((buffer) => buffer.take()) };
};

test('one write per document, however many events it got', async () => {
  const { writes } = await folded([0, 1]);
  expect(writes.map(({ key }) => key).sort()).toEqual(['a', 'b', 'c']);
  expect(writes.find(({ key }) => key === 'a')).toEqual({
    key: 'a',
    document: { name: 'a', sum: 3, count: 2 },
    position: log.events[2]?.position,
    was: null,
  });
});

test('only the partitions that are held are fed, and counted', async () => {
  const { writes, handled } = await folded([partitionOf('a', 2)]);
  const own = ['a', 'b', 'c'].filter((key) => partitionOf(key, 2) === partitionOf('a', 2));
  expect(writes.map(({ key }) => key).sort()).toEqual(own);
  expect([...handled.keys()]).toEqual([partitionOf('a', 2)]);
});

test('what a partition has folded is neither folded nor counted again', async () => {
  const { handled } = await folded([0, 1], log.events[0]?.position);
  expect([...handled.values()].reduce((sum, each) => sum + each, 0)).toBe(3);
});

test('an event that the fold throws on is parked, behind everything that is folded', async () => {
  const bad = new MemoryLog();
  bad.append('s', added('a'), poisoned('a'));
  const [first, second] = bad.events.map(({ position }) => position);
  const target = targetOver(new KeptDocuments());
  const buffer = new DocumentBuffer(new DocumentMemory(1e6));
  const partitions = new Map([[0, held(target, 0, first)]]);
  const { parked } = await foldBatch(target, partitions, bad.events, () => buffer);
  expect(parked).toMatchObject([{ key: 'a', after: first, position: second, error: 'poison' }]);
});
