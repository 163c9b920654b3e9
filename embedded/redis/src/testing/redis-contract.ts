import { needsOwnServer } from '@doremi/event-sourcing/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import type { GivenRedis } from './given-redis.js';
import { expected, play, sendRaw } from './transcript.js';
import { transcripts } from './transcripts.js';

/** What any Redis answers, asked over the wire and through `ioredis` as the services use it. */
export const redisContract = (name: string, start: () => Promise<GivenRedis>): void =>
  describe(name, () => {
    let server: GivenRedis;
    let redis: Redis;

    beforeAll(async () => {
      server = await start();
      redis = new Redis(server.url);
    });
    beforeEach(() => redis.flushdb());
    afterAll(async () => {
      redis.disconnect();
      await server.stop();
    });

    const open = async <T>(use: (other: Redis) => Promise<T>): Promise<T> => {
      const other = redis.duplicate();
      try {
        return await use(other);
      } finally {
        other.disconnect();
      }
    };

    it.each(Object.entries(transcripts))('%s', async (_, script) => {
      if (script.some(([request]) => request.startsWith('FLUSHALL'))) needsOwnServer('REDIS_URL');
      const ordered = (lines: string[]) => (script[1]?.[0].startsWith('KEYS') ? [...lines].sort() : lines);
      expect(ordered(await play(server.url, script))).toEqual(ordered(expected(script)));
    });

    it('SET with PX: a key goes when its time has come', async () => {
      await redis.set('k', 'v', 'PX', 20);
      while ((await redis.pttl('k')) !== -2);
      expect(await redis.get('k')).toBeNull();
      expect(await redis.dbsize()).toBe(0);
    });

    it('SET with NX: one of many wins', async () => {
      const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => redis.set('lock', n, 'PX', 10_000, 'NX')));
      expect(answers.filter((answer) => answer === 'OK')).toHaveLength(1);
    });

    it('INCR: every caller gets its own number', async () => {
      await open(async (other) => {
        const callers = Array.from({ length: 200 }, (_, n) => (n % 2 ? redis : other).incr('menuId'));
        expect(new Set(await Promise.all(callers)).size).toBe(200);
      });
    });

    it('WATCH: a transaction is given up when another connection wrote the key', async () => {
      await open(async (other) => {
        await redis.watch('k');
        await other.set('k', 'theirs');
        expect(await redis.multi().set('k', 'mine').exec()).toBeNull();
        expect(await redis.get('k')).toBe('theirs');
      });
    });

    it('WATCH: a transaction is given up when the key expired', async () => {
      await redis.set('k', 'v', 'PX', 20);
      await redis.watch('k');
      await open(async (other) => {
        while ((await other.pttl('k')) !== -2);
      });
      expect(await redis.multi().set('k', 'mine').exec()).toBeNull();
    });

    it.each([2, 3] as const)('PUBLISH: messages reach channels and patterns over RESP%i', async (protocol) => {
      const subscriber = redis.duplicate({ protocol });
      try {
        const received: string[] = [];
        await subscriber.subscribe('changed');
        await subscriber.psubscribe('chan*');
        const both = new Promise<void>((resolve) => {
          const note = (entry: string) => received.push(entry) === 2 && resolve();
          subscriber.on('message', (channel, message) => note(`${channel}: ${message}`));
          subscriber.on('pmessage', (pattern, channel, message) => note(`${pattern} ${channel}: ${message}`));
        });
        expect(await redis.publish('changed', 'piñata 🍕')).toBe(2);
        await both;
        expect(received).toEqual(['changed: piñata 🍕', 'chan* changed: piñata 🍕']);
      } finally {
        subscriber.disconnect();
      }
    });

    it('MULTI as rate-limiter-flexible sends it without Lua: set and pttl, incrby and pttl, get and pttl, del', async () => {
      const blocked = await redis.multi().set('rate:1', 5, 'EX', 10).pttl('rate:1').exec();
      expect(blocked).toEqual([
        [null, 'OK'],
        [null, expect.any(Number)],
      ]);
      expect(blocked?.[1]?.[1]).toBeGreaterThan(9_000);
      const counted = await redis.multi().incrby('rate:2', 2).pttl('rate:2').exec();
      expect(counted).toEqual([
        [null, 2],
        [null, -1],
      ]);
      expect(await redis.multi().get('rate:3').pttl('rate:3').exec()).toEqual([
        [null, null],
        [null, -2],
      ]);
      expect(await redis.del('rate:1')).toBe(1);
    });

    it('SCAN: every key once, and by pattern', async () => {
      await redis.mset(Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`menu-${n}`, n])));
      await redis.set('cart-1', 'x');
      const found = new Set<string>();
      for await (const page of redis.scanStream({ match: 'menu-*' }))
        for (const key of page as string[]) found.add(key);
      expect(found.size).toBe(300);
    });

    it('SET, GET: bytes stay as they are', async () => {
      const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, n) => n % 256));
      await redis.set('k', bytes);
      expect(await redis.getBuffer('k')).toEqual(bytes);
    });

    it('protocol: a typed line is a request', async () => {
      expect(await sendRaw(server.url, 'set  k v\r\nget k\nquit\r\n')).toBe('+OK\r\n$1\r\nv\r\n+OK\r\n');
    });

    it.each([
      ['*x\r\n', '-ERR Protocol error: invalid multibulk length\r\n'],
      ['*1\r\n$x\r\n', '-ERR Protocol error: invalid bulk length\r\n'],
      ['*1\r\nPING\r\n', "-ERR Protocol error: expected '$', got 'P'\r\n"],
    ])('protocol: the connection is closed on %j', async (bytes, answer) => {
      expect(await sendRaw(server.url, bytes)).toBe(answer);
    });
  });
