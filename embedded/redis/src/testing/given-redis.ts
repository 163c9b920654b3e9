import { namedEngine, needsOwnServer } from '@doremi/event-sourcing/testing';
import { Redis } from 'ioredis';
import { type RunningRedis, startRedis } from '@doremi/embedded-redis';

/** A Redis for the tests of a file: a database that is empty, and theirs alone. */
export interface GivenRedis {
  readonly url: string;
  /** Ends a stand-in; of a named engine it empties the database that it gave. */
  readonly stop: () => Promise<void>;
}

/** A stand-in of its own, or the last empty database of the engine that REDIS_URL names in `npm run test:engines`. */
export const givenRedis = async (): Promise<GivenRedis> => {
  const named = namedEngine('REDIS_URL');
  if (named !== null) {
    const url = await emptyDatabase(named);
    return { url, stop: () => using(url, async (redis) => void (await redis.flushdb())) };
  }
  const { port, stop } = await startRedis({ port: 0 });
  return { url: redisUrl(port), stop };
};

/** A stand-in that the test may stop and start again. */
export const ownRedis = async (options: { readonly port: number }): Promise<RunningRedis> => {
  needsOwnServer('REDIS_URL');
  return startRedis(options);
};

export const redisUrl = (port: number): string => `redis://127.0.0.1:${port}`;

/** Redis has databases 0 to 15 unless it is told otherwise. */
const LAST_DATABASE = 15;

/** Throws where every database holds something: what is tested empties the one that it works in. */
const emptyDatabase = (named: string): Promise<string> =>
  using(named, async (redis) => {
    for (let database = LAST_DATABASE; database >= 0; database--) {
      await redis.select(database);
      if ((await redis.dbsize()) > 0) continue;
      const url = new URL(named);
      url.pathname = `/${database}`;
      return url.href;
    }
    throw new Error('every database of the Redis that REDIS_URL names holds something');
  });

const using = async <T>(url: string, use: (redis: Redis) => Promise<T>): Promise<T> => {
  const redis = new Redis(url);
  try {
    return await use(redis);
  } finally {
    redis.disconnect();
  }
};
