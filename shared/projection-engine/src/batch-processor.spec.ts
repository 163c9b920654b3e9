import { describe, expect, test } from '@jest/globals';
import { BEGINNING, type Checkpoint, type Recorded } from '@doremi/event-sourcing';
import type { ParkedEvent, Rest } from '@doremi/read-models';
import { BatchProcessor } from './batch-processor.js';
import { DocumentMemory } from './document-buffer.js';
import { FoldedWriter, WriteConflict } from './folded-writer.js';
import { held, KeptDocuments, targetOver } from './testing/held.js';
import { MemoryLog } from './testing/memory-log.js';
import { added, poisoned } from './testing/tally.js';

const LONG = 3_600_000;

const log = new MemoryLog();
log.append('s', ...Array.from({ length: 12 }, (_, n) => added(`${n % 3}`)));
const { events } = log;
const positionOf = (index: number) => events[index]?.position ?? BEGINNING;

const others = new MemoryLog();
others.append('s', ...Array.from({ length: 12 }, (_, n) => added(`${n % 3}`)), added('another'));

interface Settings {
  readonly writeBehindMs?: number;
  readonly memory?: number;
  readonly rest?: Rest;
}

/** The events of these indexes as a batch. */
const batch = (from: number, to: number, caughtUp = false) => ({
  events: events.slice(from, to),
  end: positionOf(to - 1),
  caughtUp,
});

const bench = ({ writeBehindMs = LONG, memory = 1e6, rest }: Settings = {}) => {
  const documents = new KeptDocuments();
  const checkpoints: Checkpoint[] = [];
  const parked: ParkedEvent[] = [];
  const batches: number[][] = [];
  const projected: Recorded[][] = [];
  const observer = {
    batch: (...counts: number[]) => void batches.push(counts),
    projected: (some: readonly Recorded[]) => void projected.push([...some]),
  };
  const partition = held(targetOver(documents));
  const writer = new FoldedWriter({
    owner: 'me',
    partitions: {
      checkpoint: (_, some) => {
        checkpoints.push(...some);
        return Promise.resolve(true);
      },
    },
    parkedEvents: {
      park: (some) => {
        parked.push(...some);
        return Promise.resolve();
      },
    },
    observer,
    leaseMs: 1_000,
    now: () => new Date(),
  });
  const processor = new BatchProcessor({
    writer,
    observer,
    memory: new DocumentMemory(memory),
    writeBehindMs,
    ...(rest && { rest }),
  });
  const process = (...[from, to, caughtUp]: Parameters<typeof batch>) =>
    processor.process([partition], batch(from, to, caughtUp), null);
  const settled = () => processor.settle([partition]);
  return { documents, checkpoints, parked, batches, projected, partition, processor, process, settled };
};

describe('written with each batch', () => {
  test('documents, then the place; what is known is not read again', async () => {
    const { process, processor, documents, checkpoints, partition } = bench({ writeBehindMs: 0 });
    documents.stored.set('of before', { document: {}, position: BEGINNING });
    await processor.begin([partition]);
    await process(0, 3);
    await process(3, 6);
    expect(documents.writes.map(({ key, position, was }) => [key, position, was])).toEqual([
      ...[0, 1, 2].map((n) => [`${n}`, positionOf(n), null]),
      ...[0, 1, 2].map((n) => [`${n}`, positionOf(n + 3), positionOf(n)]),
    ]);
    expect(documents.read).toEqual(['0', '1', '2']);
    expect(checkpoints.map(({ was, position, handled }) => [was, position, handled])).toEqual([
      [BEGINNING, positionOf(2), 3],
      [positionOf(2), positionOf(5), 3],
    ]);
    expect(partition).toMatchObject({ position: positionOf(5), folded: positionOf(5), witnessed: 2 });
  });

  test('a write that took no effect is a conflict, without a checkpoint', async () => {
    const { process, documents, checkpoints, partition } = bench({ writeBehindMs: 0 });
    documents.loses = true;
    await expect(process(0, 3)).rejects.toThrow(WriteConflict);
    expect(checkpoints).toEqual([]);
    expect(partition.position).toBe(BEGINNING);
  });
});

describe('the first documents of all', () => {
  test('are not looked for', async () => {
    const { process, processor, documents, partition } = bench({ writeBehindMs: 0 });
    await processor.begin([partition]);
    await process(0, 3);
    await process(3, 6);
    expect(documents.read).toEqual([]);
    expect(documents.stored.get('2')?.document).toMatchObject({ count: 2 });
  });

  test('are, once memory did not suffice to know them', async () => {
    const { process, processor, documents, partition } = bench({ writeBehindMs: 0, memory: 0 });
    await processor.begin([partition]);
    await process(0, 2);
    await process(2, 5);
    expect(documents.read).toEqual(['0', '1']);
    expect(documents.stored.get('0')?.document).toMatchObject({ count: 2 });
  });

  test('are, where a run before wrote some and died before it recorded a place', async () => {
    const { process, processor, documents, partition } = bench({ writeBehindMs: 0 });
    await process(0, 3);
    const again = held(partition.target);
    await processor.begin([again]);
    await processor.process([again], batch(0, 6), null);
    expect(documents.read.slice(-3)).toEqual(['0', '1', '2']);
    expect(documents.stored.get('0')?.document).toMatchObject({ count: 2 });
  });
});

describe('written behind', () => {
  test('a document that many batches change is written once, and so is the place', async () => {
    const { process, settled, documents, checkpoints, batches, partition } = bench();
    for (const from of [0, 3, 6]) await process(from, from + 3);
    expect(documents.writes).toEqual([]);
    expect(partition).toMatchObject({ position: BEGINNING, folded: positionOf(8) });
    expect(await settled()).toBe(true);
    expect(documents.writes.map(({ key, position, was }) => [key, position, was])).toEqual(
      [0, 1, 2].map((n) => [`${n}`, positionOf(n + 6), null]),
    );
    expect(documents.stored.get('0')?.document).toMatchObject({ count: 3 });
    expect(checkpoints.map(({ position, handled }) => [position, handled])).toEqual([[positionOf(8), 9]]);
    expect(batches).toEqual([[9, 9]]);
    expect(partition.position).toBe(positionOf(8));
  });

  test('with the batch that has caught up everything is written, and with each one from then on', async () => {
    const { process, checkpoints, partition } = bench();
    await process(0, 3);
    await process(3, 6, true);
    expect(checkpoints).toMatchObject([{ was: BEGINNING, position: positionOf(5), handled: 6, caughtUp: true }]);
    expect(partition).toMatchObject({ position: positionOf(5), caughtUp: true });
    await process(6, 9);
    expect(checkpoints.at(-1)).toMatchObject({ position: positionOf(8), handled: 3 });
  });

  test('with memory for nothing everything is written at once, behind one write that is under way', async () => {
    const { process, processor, settled, documents, partition } = bench({ memory: 1 });
    let goOn = (): void => undefined;
    documents.until = new Promise((resolve) => (goOn = resolve));
    await process(0, 3);
    expect(documents.underWay).toBe(1);
    await process(3, 6);
    expect(documents.underWay).toBe(1);
    const room = processor.room();
    goOn();
    await room;
    expect(partition).toMatchObject({ position: positionOf(2), folded: positionOf(5) });
    await settled();
    expect(documents.writes.map(({ was }) => was)).toEqual([null, null, null, ...[0, 1, 2].map(positionOf)]);
    expect(partition.position).toBe(positionOf(5));
  });

  test('what went wrong behind is thrown by the next batch, or by the beginning of another pass, once', async () => {
    for (const hears of ['the next batch', 'another pass']) {
      const { process, processor, documents, partition, checkpoints } = bench({ memory: 1 });
      documents.loses = true;
      await process(0, 3);
      await processor.room();
      const told = hears === 'another pass' ? processor.begin([partition]) : process(3, 6);
      await expect(told).rejects.toThrow(WriteConflict);
      documents.loses = false;
      await processor.begin([partition]);
      expect(partition.folded).toBe(BEGINNING);
      await process(0, 6, true);
      expect(checkpoints).toMatchObject([{ was: BEGINNING, position: positionOf(5), handled: 6 }]);
      expect(documents.stored.get('0')?.document).toMatchObject({ count: 2 });
    }
  });

  test('a write that fails while the next batch is folded is heard of before anything more is written', async () => {
    const { process, processor, documents, partition } = bench({ memory: 1 });
    documents.stored.set('of before', { document: {}, position: BEGINNING });
    await processor.begin([partition]);
    let goOn = (): void => undefined;
    documents.until = new Promise((resolve) => (goOn = resolve));
    documents.loses = true;
    await process(0, 3);
    const load = documents.port.load.bind(documents.port);
    documents.port.load = async (keys) => {
      goOn();
      await processor.room();
      return load(keys);
    };
    await expect(
      processor.process([partition], { events: others.events, end: others.last(), caughtUp: false }, null),
    ).rejects.toThrow(WriteConflict);
    expect(documents.writes).toEqual([]);
  });

  test('whoever waits for a write is not kept waiting by its rests', async () => {
    const never = new Promise<void>(() => undefined);
    const { process, processor, documents, settled } = bench({ memory: 1, rest: () => never });
    await process(0, 3);
    const finished = processor.finish();
    await finished;
    expect(documents.writes).toHaveLength(3);
    expect(await settled()).toBe(true);
  });

  test('another pass begins from what is stored: what was only folded is folded again', async () => {
    const { process, processor, documents, partition } = bench();
    await process(0, 3);
    await processor.settle([partition]);
    await process(3, 6);
    await processor.begin([partition]);
    expect(partition.folded).toBe(positionOf(2));
    await process(3, 6, true);
    expect(documents.stored.get('0')?.document).toMatchObject({ count: 2 });
    expect(documents.writes).toHaveLength(6);
  });

  test('nothing is written of a partition that is not held any more', async () => {
    const { process, processor, documents, checkpoints } = bench();
    await process(0, 3);
    expect(await processor.settle([])).toBe(true);
    expect([documents.writes, checkpoints]).toEqual([[], []]);
  });

  test('a fold that throws is parked at once, behind what its key was before', async () => {
    const bad = new MemoryLog();
    bad.append('s', added('a'), added('a'), poisoned('a'), added('b'), added('a'));
    const places = bad.events.map(({ position }) => position);
    const { processor, documents, parked, partition, projected } = bench();
    const process = (from: number, to: number, caughtUp = false) =>
      processor.process([partition], { events: bad.events.slice(from, to), end: places[to - 1]!, caughtUp }, null);
    await process(0, 1);
    expect(documents.writes).toEqual([]);
    await process(1, 4);
    expect(parked).toMatchObject([{ key: 'a', after: places[0], position: places[2] }]);
    expect([...partition.parked]).toEqual(['a']);
    expect(documents.stored.get('a')).toMatchObject({ document: { count: 2 }, position: places[1] });
    expect(documents.stored.get('b')).toMatchObject({ position: places[3] });
    expect(partition.position).toBe(places[3]);
    await process(4, 5, true);
    expect(documents.stored.get('a')).toMatchObject({ document: { count: 2 } });
    expect(projected).toEqual([bad.events.slice(4)]);
  });
});
