import { upcast } from '@doremi/domain';
import type { EventStore } from '@doremi/event-sourcing';
import { connectRedis, type Helper } from '@doremi/redis';
import { redisUrl } from '@doremi/redis/testing';
import { withEventStore } from '@doremi/event-store/testing';
import { eventually, newEvent } from '@doremi/event-sourcing/testing';
import { type RunningRedis, startRedis } from '@doremi/embedded-redis';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { counted } from '../command-handler/testing/around.js';
import { noRedis } from '../testing/no-redis.js';
import { idSequence, type HighWaterMark } from './id-sequence.js';

const engine = withEventStore(upcast);
let server: RunningRedis;
let redis: Helper;
const connected = async (helper: Helper): Promise<Helper> => {
  await eventually(() => helper.ping().then(() => true));
  return helper;
};
/** An empty Redis on the same port, as FLUSHALL or a restart leaves it. */
const emptied = async (): Promise<void> => {
  await server.stop();
  server = await startRedis({ port: server.port });
  await connected(redis);
};

beforeAll(async () => {
  server = await startRedis({ port: 0 });
  redis = await connected(connectRedis(redisUrl(server.port)));
});
afterAll(async () => {
  await redis.close();
  await server.stop();
});

let kinds = 0;
/** Things of one test, each with a number of its own. */
const kind = () => {
  const name = `kind${++kinds}`;
  const streamOf = (id: number): string => `${name}-${id}`;
  const use = (id: number) => engine.store.append(streamOf(id), -1, [newEvent({ type: 'Made', data: {} })]);
  const replica = (helper: Helper = redis, store: EventStore = engine.store, mark?: HighWaterMark) =>
    idSequence(helper, store, name, streamOf, mark);
  /** Makes things as command-api does: numbers that are in use are told to the sequence, a few times. */
  const make = async (sequence: ReturnType<typeof replica>): Promise<number> => {
    for (let tries = 1; tries <= 6; tries++) {
      const id = await sequence.next();
      const isMade = await use(id).then(
        () => true,
        () => false,
      );
      if (isMade) return id;
      await sequence.taken(id);
    }
    throw new Error('no free number was found');
  };
  return { use, replica, make };
};

const inOrder = (ids: readonly number[]): number[] => [...ids].sort((a, b) => a - b);
const upTo = (most: number): number[] => Array.from({ length: most }, (_, n) => n + 1);

describe('numbers', () => {
  test('are given out in order from 1', async () => {
    const { replica, make } = kind();
    const sequence = replica();
    expect([await make(sequence), await make(sequence), await make(sequence)]).toEqual([1, 2, 3]);
  });

  test('are never shared by two replicas at once', async () => {
    const { replica, make } = kind();
    const replicas = [replica(), replica()] as const;
    const ids = await Promise.all(Array.from({ length: 30 }, (_, n) => make(replicas[n % 2 === 0 ? 0 : 1])));
    expect(inOrder(ids)).toEqual(upTo(30));
  });

  test.each([0, 1, 2, 3, 7, 20])('go on behind the %d in use when Redis was emptied', async (inUse) => {
    const { replica, make } = kind();
    const before = replica();
    for (let n = 0; n < inUse; n++) await make(before);
    await emptied();
    expect(await make(replica())).toBe(inUse + 1);
    expect(await make(before)).toBe(inUse + 2);
  });

  test('are found again with few reads, however many are in use', async () => {
    const { use, replica, make } = kind();
    await Promise.all(upTo(200).map(use));
    const { store, calls } = counted(engine.store);
    expect(await make(replica(redis, store))).toBe(201);
    expect(calls.read).toBeLessThan(25);
    expect(await make(replica())).toBe(202);
  });

  test('may have gaps', async () => {
    const { use, replica, make } = kind();
    await Promise.all([1, 2, 3, 5, 6, 9].map(use));
    const sequence = replica();
    const ids: number[] = [];
    for (let n = 0; n < 5; n++) ids.push(await make(sequence));
    expect(new Set([...ids, 1, 2, 3, 5, 6, 9]).size).toBe(11);
  });
});

describe('without Redis', () => {
  test('the process goes on from the last number that it saw', async () => {
    const { replica, make } = kind();
    let isAway = false;
    const failing = { ...redis, next: (name: string) => (isAway ? noRedis : redis).next(name) };
    const sequence = replica(failing);
    expect([await make(sequence), await make(sequence)]).toEqual([1, 2]);
    isAway = true;
    expect([await make(sequence), await make(sequence)]).toEqual([3, 4]);
    isAway = false;
    expect(await make(sequence)).toBe(5);
  });

  test('a process that just started finds its way, also when many ask at once', async () => {
    const { use, replica, make } = kind();
    await Promise.all(upTo(400).map(use));
    const { store, calls } = counted(engine.store);
    const sequence = replica(noRedis, store);
    const ids = await Promise.all(Array.from({ length: 50 }, () => make(sequence)));
    expect(new Set(ids).size).toBe(50);
    expect(Math.min(...ids)).toBe(401);
    expect(calls.read).toBeLessThan(60);
  });

  test('two replicas never share a number either', async () => {
    const { replica, make } = kind();
    const replicas = [replica(noRedis), replica(noRedis)] as const;
    const ids = await Promise.all(Array.from({ length: 30 }, (_, n) => make(replicas[n % 2 === 0 ? 0 : 1])));
    expect(new Set(ids).size).toBe(30);
  });
});

describe('after a log was lost', () => {
  const markOf = (known: number, asked = known): HighWaterMark & { times: number } => {
    const mark = {
      times: 0,
      known: () => Promise.resolve(known),
      asked: () => (mark.times++, Promise.resolve(asked)),
    };
    return mark;
  };

  test.each([
    ['that is there', () => redis],
    ['that is away', () => noRedis],
  ])('numbers begin above the highest that was given out in it, with a Redis %s', async (_, helper) => {
    const { replica, make } = kind();
    const sequence = replica(helper(), engine.store, markOf(60));
    expect([await make(sequence), await make(sequence)]).toEqual([61, 62]);
    expect(await make(replica(helper(), engine.store, markOf(70)))).toBe(71);
  });

  test('an emptied Redis does not lead back into it, and whoever knows is asked again', async () => {
    const { replica, make } = kind();
    const mark = markOf(0, 80);
    const sequence = replica(redis, engine.store, mark);
    for (let n = 1; n <= 3; n++) expect(await make(sequence)).toBe(n);
    expect(mark.times).toBe(0);
    await emptied();
    expect(await make(sequence)).toBe(81);
    expect(mark.times).toBe(1);
    expect(await make(replica())).toBe(82);
  });

  test('a process that just started learns of it when a number turns out to be in use', async () => {
    const { use, replica, make } = kind();
    await Promise.all(upTo(5).map(use));
    expect(await make(replica(redis, engine.store, markOf(0, 30)))).toBe(31);
  });

  test('many who ask at once after Redis was emptied each get a number of their own, close to one another', async () => {
    const { replica, make } = kind();
    const sequence = replica(redis, engine.store, markOf(500));
    await make(sequence);
    await emptied();
    const ids = await Promise.all(Array.from({ length: 50 }, () => make(sequence)));
    expect(new Set(ids).size).toBe(50);
    expect(Math.min(...ids)).toBe(502);
    expect(Math.max(...ids)).toBeLessThan(700);
  });

  test('a Redis that is ahead of everybody is believed', async () => {
    const { replica } = kind();
    const mark = markOf(2);
    const sequence = replica({ ...redis, next: () => Promise.resolve(1_000) }, engine.store, mark);
    expect(await sequence.next()).toBe(1_000);
    expect(mark.times).toBe(0);
  });
});
