import { Redis } from 'ioredis';

/** Milliseconds. */
const ANSWER_WITHIN = 5_000;

/** Asks the Redis at `url` for its version; throws the client's own error where none answers within seconds. */
export const redisVersion = async (url: string): Promise<string> => {
  const redis = new Redis(url, { retryStrategy: null, connectTimeout: ANSWER_WITHIN }).on('error', () => undefined);
  try {
    return /^redis_version:(.+)$/m.exec(await redis.info('server'))?.[1]?.trim() ?? 'unknown';
  } finally {
    redis.disconnect();
  }
};
