import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { BEGINNING, EngineUnavailable, type Position } from '@doremi/event-sourcing';
import { MemoryLog } from './testing/memory-log.js';
import { added } from './testing/tally.js';
import { until } from './testing/until.js';
import type { Batch } from './batch.js';
import { Subscription } from './subscription.js';
import type { LeasedPartition } from './leased-partition.js';

const NOTHING_LOST = { lostAmong: () => Promise.resolve([]), refused: () => Promise.resolve([]) };

/** A processor that writes with each batch. */
const AT_ONCE = {
  begin: () => Promise.resolve(),
  finish: () => Promise.resolve(),
  room: () => Promise.resolve(),
  settle: () => Promise.resolve(true),
};

const partition = (number: number, position: Position, caughtUp = true): LeasedPartition => ({
  id: `b/${number}`,
  target: {} as LeasedPartition['target'],
  number,
  epoch: 1,
  position,
  folded: position,
  caughtUp,
  parked: new Set(),
  witnessed: 0,
});

describe('a subscription', () => {
  let log: MemoryLog;
  let subscription: Subscription;
  /** The revisions that each partition was given, in order. */
  let given: Map<LeasedPartition, number[]>;
  let processing: (partitions: readonly LeasedPartition[], batch: Batch) => Promise<void>;
  let stop: () => Promise<void>;
  const changes: string[] = [];

  beforeEach(() => {
    log = new MemoryLog();
    given = new Map();
    processing = () => Promise.resolve();
    const processor = {
      ...AT_ONCE,
      process: async (partitions: readonly LeasedPartition[], batch: Batch) => {
        await processing(partitions, batch);
        for (const each of partitions) {
          const fresh = batch.events.filter(({ position }) => position > each.position);
          given.set(each, [...(given.get(each) ?? []), ...fresh.map(({ revision }) => revision)]);
          if (batch.end > each.position) each.position = each.folded = batch.end;
          each.caughtUp ||= batch.caughtUp;
        }
      },
    };
    subscription = new Subscription({
      store: log,
      processor,
      watch: NOTHING_LOST,
      observer: {},
      onChange: () => changes.push('changed'),
      onTrouble: () => undefined,
      batchSize: 2,
      queueSize: 4,
    });
    const stopping = new AbortController();
    const running = subscription.run(stopping.signal);
    stop = async () => {
      stopping.abort();
      await running;
    };
  });

  afterEach(() => stop());

  const isAtTheEnd = (each: LeasedPartition) => () => each.position === log.last();

  test('begins at the lowest checkpoint', async () => {
    log.append('s', added('a'), added('a'), added('a'));
    const [ahead, behind] = [partition(0, log.last()), partition(1, log.events[0]?.position ?? BEGINNING)];
    await subscription.change([ahead, behind]);
    await until('it has read', isAtTheEnd(behind));
    expect(log.subscriptions.map(({ after }) => after)).toEqual([log.events[0]?.position]);
    expect(given.get(behind)).toEqual([1, 2]);
    expect(given.get(ahead)).toEqual([]);
  });

  test('begins anew for a partition that is behind it, and only for that', async () => {
    log.append('s', added('a'), added('a'), added('a'));
    const first = partition(0, BEGINNING);
    await subscription.change([first]);
    await until('it has read', isAtTheEnd(first));
    const level = partition(1, log.last());
    await subscription.change([first, level]);
    log.append('s', added('a'));
    await until('both have read', () => isAtTheEnd(first)() && isAtTheEnd(level)());
    expect(log.subscriptions).toHaveLength(1);
    const behind = partition(2, log.events[1]?.position ?? BEGINNING);
    await subscription.change([first, level, behind]);
    await until('it has read', isAtTheEnd(behind));
    expect(log.subscriptions).toHaveLength(2);
    expect(given.get(behind)).toEqual([2, 3]);
    expect(given.get(first)).toEqual([0, 1, 2, 3]);
  });

  test('drops what it took before a partition came that begins earlier', async () => {
    log.append('s', added('a'), added('a'));
    const first = partition(0, BEGINNING);
    await subscription.change([first]);
    await until('it has read', isAtTheEnd(first));
    let release = (): void => undefined;
    const held = subscription.between(() => new Promise<void>((resolve) => (release = resolve)));
    const behind = partition(1, BEGINNING);
    const changed = subscription.change([first, behind]);
    log.append('s', added('a')); // is taken now, and waits for its turn behind the change
    await new Promise(setImmediate);
    release();
    await Promise.all([held, changed]);
    await until('it has read', isAtTheEnd(behind));
    expect(given.get(behind)).toEqual([0, 1, 2]);
    expect(given.get(first)).toEqual([0, 1, 2]);
  });

  test('lets go of its partitions when it cannot know where they stand, and says so', async () => {
    log.append('s', added('a'));
    const first = partition(0, BEGINNING);
    processing = () => Promise.reject(new EngineUnavailable('away'));
    changes.length = 0;
    await subscription.change([first]);
    await until('it has let go', () => changes.length > 0);
    expect(subscription.held).toEqual([]);
    processing = () => Promise.resolve();
    await subscription.change([first]);
    await until('it has read', isAtTheEnd(first));
    expect(given.get(first)).toEqual([0]);
  });

  test('goes on with a partition as it is, unless it is known to be further', async () => {
    log.append('s', added('a'), added('a'));
    const first = partition(0, BEGINNING);
    await subscription.change([first]);
    await until('it has read', isAtTheEnd(first));
    await subscription.change([partition(0, BEGINNING)]); // as it was seen a moment ago
    expect(subscription.held).toEqual([first]);
    expect(subscription.held[0]).toBe(first);
    log.append('s', added('a'));
    await until('it has read', isAtTheEnd(first));
    expect(log.subscriptions).toHaveLength(1);
    first.position = first.folded = log.events[1]?.position ?? BEGINNING; // the answer to its last checkpoint was lost
    const stored = partition(0, log.last());
    await subscription.change([stored]);
    expect(subscription.held[0]).toBe(stored);
  });

  test('finishes the batch it has when it is stopped', async () => {
    const atIt: (() => void)[] = [];
    processing = () => new Promise((resolve) => atIt.push(resolve));
    log.append('s', added('a'));
    const first = partition(0, BEGINNING);
    await subscription.change([first]);
    await until('it is at it', () => atIt.length > 0);
    const stopped = stop();
    for (const finish of atIt) finish();
    await stopped;
    expect(given.get(first)).toEqual([0]);
  });

  test('ends when it is stopped while a pass begins', async () => {
    let begin = (): void => undefined;
    let begun = 0;
    const beginning = new Subscription({
      store: log,
      processor: {
        ...AT_ONCE,
        process: () => Promise.resolve(),
        begin: () => {
          begun++;
          return new Promise((resolve) => (begin = resolve));
        },
      },
      watch: NOTHING_LOST,
      observer: {},
      onChange: () => undefined,
      onTrouble: () => undefined,
      batchSize: 2,
      queueSize: 4,
    });
    const stopping = new AbortController();
    await beginning.change([partition(0, BEGINNING)]);
    const running = beginning.run(stopping.signal);
    await until('the pass begins', () => begun > 0);
    stopping.abort();
    begin();
    await running;
    expect(begun).toBe(1);
  });

  test('ends with a fault that is no engine’s absence', async () => {
    const faulty = new Subscription({
      store: log,
      processor: { ...AT_ONCE, process: () => Promise.reject(new TypeError('a bug')) },
      watch: NOTHING_LOST,
      observer: {},
      onChange: () => undefined,
      onTrouble: () => undefined,
      batchSize: 2,
      queueSize: 4,
    });
    log.append('s', added('a'));
    await faulty.change([partition(0, BEGINNING)]);
    await expect(faulty.run(new AbortController().signal)).rejects.toThrow('a bug');
  });
});
