import { Redis } from 'ioredis';

/** Tells the Redis on a port of this machine one command, past everybody who uses it; resolves to its answer. */
export const tellRedis = async (
  port: number,
  command: string,
  ...words: readonly (string | number)[]
): Promise<unknown> => {
  const redis = new Redis({ port, host: '127.0.0.1', disconnectTimeout: 500 });
  try {
    return await redis.call(command, ...words);
  } finally {
    redis.disconnect();
  }
};
