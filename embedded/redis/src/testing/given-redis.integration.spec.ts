import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { startRedis, type RunningRedis } from '../server.js';

// The seam is told by variables, which are read when it is loaded.
let engine: RunningRedis;
beforeAll(async () => {
  engine = await startRedis({ port: 0 });
  process.env.ENGINES_RUN = 'doremi-test-1';
  process.env.REDIS_URL = `redis://127.0.0.1:${engine.port}`;
});
afterAll(async () => {
  delete process.env.ENGINES_RUN;
  delete process.env.REDIS_URL;
  await engine.stop();
});

it('of a Redis that is named, an empty database is given, and left empty', async () => {
  const { givenRedis } = await import('./given-redis.js');
  const hand = new Redis(engine.port, '127.0.0.1', { db: 15 });
  await hand.set('of-others', '1');
  const given = await givenRedis();
  expect(given.url).toBe(`${process.env.REDIS_URL}/14`);
  const ours = new Redis(given.url);
  await ours.set('mine', '1');
  await given.stop();
  expect(await ours.dbsize()).toBe(0);
  expect(await hand.keys('*')).toEqual(['of-others']);
  ours.disconnect();
  hand.disconnect();
});

it('a Redis that is in use all over is not touched', async () => {
  const { givenRedis } = await import('./given-redis.js');
  const hand = new Redis(engine.port, '127.0.0.1');
  for (let database = 0; database < 16; database++) await hand.multi().select(database).set('of-others', '1').exec();
  await expect(givenRedis()).rejects.toThrow('every database');
  hand.disconnect();
});
