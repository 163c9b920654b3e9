import { afterEach, describe, expect, test } from '@jest/globals';
import type { RunningRedis } from '@doremi/embedded-redis';
import { ownRedis } from '@doremi/embedded-redis/testing';
import { redisUrl, withRedis } from './testing/with-redis.js';
import { eventually } from '@doremi/event-sourcing/testing';
import { connectRedis, redisConnection, type Helper } from './redis.js';

describe('while Redis is there', () => {
  const engine = withRedis();

  test('a sequence counts from 1, each number once', async () => {
    const numbers = await Promise.all(Array.from({ length: 20 }, () => engine.redis.next('a')));
    expect(numbers.sort((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
    expect(await engine.redis.next('b')).toBe(1);
  });

  test('a sequence is raised, and never lowered', async () => {
    await engine.redis.raise('c', 41);
    expect(await engine.redis.next('c')).toBe(42);
    await engine.redis.raise('c', 5);
    expect(await engine.redis.next('c')).toBe(43);
  });

  test('what can be no number of a sequence is none', async () => {
    const hand = redisConnection(engine.url);
    await eventually(() => hand.ping().then(() => true));
    const held = { none: '-1', far: '999999999999999', beyond: '9007199254740991', word: 'x' };
    for (const [name, value] of Object.entries(held)) {
      await hand.set(name, value);
      expect([name, await engine.redis.next(name)]).toEqual([name, null]);
    }
    hand.disconnect();
  });

  test('what is kept is there until it is forgotten, or its time is over', async () => {
    const { redis } = engine;
    expect(await redis.kept('said')).toBeNull();
    await redis.keep('said', 'one', 60_000);
    await redis.keep('said', 'two', 60_000);
    expect(await redis.kept('said')).toBe('two');
    await redis.forget('said');
    expect(await redis.kept('said')).toBeNull();
    await redis.keep('said', 'three', 1);
    await eventually(async () => (await redis.kept('said')) === null);
  });

  test('a message reaches every listener of its channel until it stops listening', async () => {
    const [one, other, elsewhere]: [string[], string[], string[]] = [[], [], []];
    const stop = engine.redis.subscribe('news', (message) => void one.push(message));
    engine.redis.subscribe('news', (message) => void other.push(message));
    engine.redis.subscribe('else', (message) => void elsewhere.push(message));
    await eventually(async () => (await engine.redis.publish('news', 'hello')) && one.length > 0);
    stop();
    const heard = one.length;
    await engine.redis.publish('news', 'last');
    await eventually(() => other.at(-1) === 'last');
    expect(one).toHaveLength(heard);
    expect(new Set(one)).toEqual(new Set(['hello']));
    expect(elsewhere).toEqual([]);
  });
});

describe('while Redis is away', () => {
  const open: { server?: RunningRedis; redis?: Helper } = {};
  afterEach(async () => {
    await open.redis?.close();
    await open.server?.stop();
  });

  /** A Redis that was there and went, and the helper that was connected to it. */
  const gone = async (): Promise<{ redis: Helper; port: number }> => {
    const { port, stop } = await ownRedis({ port: 0 });
    const redis = (open.redis = connectRedis(redisUrl(port)));
    await eventually(() => redis.ping().then(() => true));
    await stop();
    return { redis, port };
  };

  const expectDegraded = async (redis: Helper): Promise<void> => {
    const asked = Date.now();
    expect(await redis.next('a')).toBeNull();
    expect(await redis.publish('news', 'x')).toBe(false);
    expect(await redis.kept('note')).toBeUndefined();
    await expect(redis.raise('a', 7)).resolves.toBeUndefined();
    await expect(redis.ping()).rejects.toThrow();
    expect(Date.now() - asked).toBeLessThan(1_000);
  };

  test('every call answers at once, and works again by itself when it is back', async () => {
    const { redis, port } = await gone();
    await expectDegraded(redis);
    open.server = await ownRedis({ port });
    await eventually(async () => (await redis.next('a')) === 1);
    expect(await redis.next('a')).toBe(2);
  });

  test('it may never have been there', async () => {
    const { port, stop } = await ownRedis({ port: 0 });
    await stop();
    const redis = (open.redis = connectRedis(redisUrl(port)));
    await expectDegraded(redis);
    open.server = await ownRedis({ port });
    await eventually(async () => (await redis.next('a')) === 1);
  });

  test('it is known since when nothing was missed, and that something may be', async () => {
    const { redis, port } = await gone();
    redis.subscribe('news', () => undefined);
    await eventually(() => redis.listeningSince() === null);
    open.server = await ownRedis({ port });
    await eventually(() => redis.listeningSince() !== null);
    const first = Number(redis.listeningSince());
    // A channel more: what is said there is heard from now on.
    redis.subscribe('more', () => undefined);
    expect(redis.listeningSince()).toBeNull();
    await eventually(() => Number(redis.listeningSince()) > first);
    await open.server.stop();
    await eventually(() => redis.listeningSince() === null);
  });

  test('who listened, or began to listen meanwhile, hears again when it is back', async () => {
    const { redis, port } = await gone();
    const [before, meanwhile]: [string[], string[]] = [[], []];
    redis.subscribe('before', (message) => void before.push(message));
    await eventually(() =>
      redis.ping().then(
        () => false,
        () => true,
      ),
    );
    redis.subscribe('meanwhile', (message) => void meanwhile.push(message));
    open.server = await ownRedis({ port });
    await eventually(async () => (await redis.publish('before', 'x')) && before.length > 0);
    await eventually(async () => (await redis.publish('meanwhile', 'y')) && meanwhile.length > 0);
  });
});
