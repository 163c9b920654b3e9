import { describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { namedEngine } from '@doremi/event-sourcing/testing';
import { givenRedis, ownRedis } from './testing/given-redis.js';
import { hasRealRedis, startRealRedis } from './testing/real-redis.js';
import { redisContract } from './testing/redis-contract.js';

redisContract('Redis', givenRedis);
// Where one is named, it is the one that was asked for.
if (hasRealRedis() && namedEngine('REDIS_URL') === null) redisContract('a real Redis', startRealRedis);

describe('startRedis', () => {
  it('answers scripts as a command it does not know', async () => {
    const { port, stop } = await ownRedis({ port: 0 });
    const redis = new Redis(port, '127.0.0.1');
    await expect(redis.eval('return 1', 0)).rejects.toThrow(
      "ERR unknown command 'eval', with args beginning with: 'return 1' '0'",
    );
    redis.disconnect();
    await stop();
  });

  it('rejects when the port is taken, and frees it on stop', async () => {
    const first = await ownRedis({ port: 0 });
    await expect(ownRedis({ port: first.port })).rejects.toThrow('EADDRINUSE');
    await first.stop();
    const second = await ownRedis({ port: first.port });
    await second.stop();
  });

  it('cuts its connections on stop, and clients find it again', async () => {
    const first = await ownRedis({ port: 0 });
    const redis = new Redis(first.port, '127.0.0.1', { retryStrategy: () => 5 });
    await redis.set('k', 'v');
    await first.stop();
    const second = await ownRedis({ port: first.port });
    expect(await redis.get('k')).toBeNull();
    redis.disconnect();
    await second.stop();
  });
});
