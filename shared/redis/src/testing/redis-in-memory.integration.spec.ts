import { expect, test } from '@jest/globals';
import { withRedis } from './with-redis.js';
import { eventually } from '@doremi/event-sourcing/testing';
import { redisInMemory } from './redis-in-memory.js';
import type { Helper } from '../redis.js';

const real = withRedis();

const used = async (redis: Helper): Promise<unknown[]> => {
  const heard: string[] = [];
  const stop = redis.subscribe('news', (message) => heard.push(message));
  await eventually(async () => (await redis.publish('news', 'one')) && heard.length > 0);
  stop();
  const numbers = [await redis.next('n'), await redis.raise('n', 7), await redis.next('n')];
  const texts = [await redis.kept('k'), await redis.keep('k', 'text', 60_000), await redis.kept('k')];
  await redis.forget('k');
  await redis.raise('n', 3);
  await redis.ping();
  return [new Set(heard), numbers, texts, await redis.kept('k'), await redis.next('n'), await redis.next('other')];
};

test('whatever is asked of it, it answers as Redis does', async () => {
  expect(await used(redisInMemory())).toEqual(await used(real.redis));
});
