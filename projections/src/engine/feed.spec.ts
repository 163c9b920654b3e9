import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { EngineUnavailable } from '@doremi/shared/engines/event-store';
import { BEGINNING, type Position } from '@doremi/shared/kernel/position';
import { MemoryLog } from '../testing/memory-log.js';
import { added } from '../testing/tally.js';
import { until } from '../testing/until.js';
import type { Batch } from './batch.js';
import { Feed } from './feed.js';
import type { HeldLane } from './held-lane.js';

const NO_METERS = { batch: () => undefined, conflict: () => undefined, parked: () => undefined };

const NOTHING_LOST = { lostAmong: () => Promise.resolve([]), refused: () => Promise.resolve([]) };

const lane = (number: number, position: Position, caughtUp = true): HeldLane => ({
  id: `b/${number}`,
  target: {} as HeldLane['target'],
  lane: number,
  epoch: 1,
  position,
  caughtUp,
  parked: new Set(),
  witnessed: 0,
});

describe('a feed', () => {
  let log: MemoryLog;
  let feed: Feed;
  /** The revisions that each lane was given, in order. */
  let given: Map<HeldLane, number[]>;
  let feeding: (lanes: readonly HeldLane[], batch: Batch) => Promise<void>;
  let stop: () => Promise<void>;
  const changes: string[] = [];

  beforeEach(() => {
    log = new MemoryLog();
    given = new Map();
    feeding = () => Promise.resolve();
    const feeder = {
      feed: async (lanes: readonly HeldLane[], batch: Batch) => {
        await feeding(lanes, batch);
        for (const each of lanes) {
          const fresh = batch.events.filter(({ position }) => position > each.position);
          given.set(each, [...(given.get(each) ?? []), ...fresh.map(({ revision }) => revision)]);
          if (batch.end > each.position) each.position = batch.end;
          each.caughtUp ||= batch.caughtUp;
        }
      },
    };
    feed = new Feed({
      store: log,
      feeder,
      watch: NOTHING_LOST,
      meters: NO_METERS,
      onChange: () => changes.push('changed'),
      onTrouble: () => undefined,
      batchSize: 2,
      queueSize: 4,
    });
    const stopping = new AbortController();
    const running = feed.run(stopping.signal);
    stop = async () => {
      stopping.abort();
      await running;
    };
  });

  afterEach(() => stop());

  const isAtTheEnd = (each: HeldLane) => () => each.position === log.last();

  test('begins at the lowest checkpoint', async () => {
    log.append('s', added('a'), added('a'), added('a'));
    const [ahead, behind] = [lane(0, log.last()), lane(1, log.events[0]?.position ?? BEGINNING)];
    await feed.change([ahead, behind]);
    await until('it has read', isAtTheEnd(behind));
    expect(log.subscriptions.map(({ after }) => after)).toEqual([log.events[0]?.position]);
    expect(given.get(behind)).toEqual([1, 2]);
    expect(given.get(ahead)).toEqual([]);
  });

  test('begins anew for a lane that is behind it, and only for that', async () => {
    log.append('s', added('a'), added('a'), added('a'));
    const first = lane(0, BEGINNING);
    await feed.change([first]);
    await until('it has read', isAtTheEnd(first));
    const level = lane(1, log.last());
    await feed.change([first, level]);
    log.append('s', added('a'));
    await until('both have read', () => isAtTheEnd(first)() && isAtTheEnd(level)());
    expect(log.subscriptions).toHaveLength(1);
    const behind = lane(2, log.events[1]?.position ?? BEGINNING);
    await feed.change([first, level, behind]);
    await until('it has read', isAtTheEnd(behind));
    expect(log.subscriptions).toHaveLength(2);
    expect(given.get(behind)).toEqual([2, 3]);
    expect(given.get(first)).toEqual([0, 1, 2, 3]);
  });

  test('drops what it took before a lane came that begins earlier', async () => {
    log.append('s', added('a'), added('a'));
    const first = lane(0, BEGINNING);
    await feed.change([first]);
    await until('it has read', isAtTheEnd(first));
    let release = (): void => undefined;
    const held = feed.between(() => new Promise<void>((resolve) => (release = resolve)));
    const behind = lane(1, BEGINNING);
    const changed = feed.change([first, behind]);
    log.append('s', added('a')); // is taken now, and waits for its turn behind the change
    await new Promise(setImmediate);
    release();
    await Promise.all([held, changed]);
    await until('it has read', isAtTheEnd(behind));
    expect(given.get(behind)).toEqual([0, 1, 2]);
    expect(given.get(first)).toEqual([0, 1, 2]);
  });

  test('lets go of its lanes when it cannot know where they stand, and says so', async () => {
    log.append('s', added('a'));
    const first = lane(0, BEGINNING);
    feeding = () => Promise.reject(new EngineUnavailable('away'));
    changes.length = 0;
    await feed.change([first]);
    await until('it has let go', () => changes.length > 0);
    expect(feed.held).toEqual([]);
    feeding = () => Promise.resolve();
    await feed.change([first]);
    await until('it has read', isAtTheEnd(first));
    expect(given.get(first)).toEqual([0]);
  });

  test('goes on with a lane as it is, unless it is known to be further', async () => {
    log.append('s', added('a'), added('a'));
    const first = lane(0, BEGINNING);
    await feed.change([first]);
    await until('it has read', isAtTheEnd(first));
    await feed.change([lane(0, BEGINNING)]); // as it was seen a moment ago
    expect(feed.held).toEqual([first]);
    expect(feed.held[0]).toBe(first);
    log.append('s', added('a'));
    await until('it has read', isAtTheEnd(first));
    expect(log.subscriptions).toHaveLength(1);
    first.position = log.events[1]?.position ?? BEGINNING; // the answer to its last checkpoint was lost
    const stored = lane(0, log.last());
    await feed.change([stored]);
    expect(feed.held[0]).toBe(stored);
  });

  test('finishes the batch it has when it is stopped', async () => {
    const atIt: (() => void)[] = [];
    feeding = () => new Promise((resolve) => atIt.push(resolve));
    log.append('s', added('a'));
    const first = lane(0, BEGINNING);
    await feed.change([first]);
    await until('it is at it', () => atIt.length > 0);
    const stopped = stop();
    for (const finish of atIt) finish();
    await stopped;
    expect(given.get(first)).toEqual([0]);
  });

  test('ends with a fault that is no engine’s absence', async () => {
    const faulty = new Feed({
      store: log,
      feeder: { feed: () => Promise.reject(new TypeError('a bug')) },
      watch: NOTHING_LOST,
      meters: NO_METERS,
      onChange: () => undefined,
      onTrouble: () => undefined,
      batchSize: 2,
      queueSize: 4,
    });
    log.append('s', added('a'));
    await faulty.change([lane(0, BEGINNING)]);
    await expect(faulty.run(new AbortController().signal)).rejects.toThrow('a bug');
  });
});
