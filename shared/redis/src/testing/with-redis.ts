import { afterAll, beforeAll } from '@jest/globals';
import { givenRedis, type GivenRedis } from '@doremi/embedded-redis/testing';
import { connectRedis, type Helper } from '../redis.js';
import { eventually } from '@doremi/event-sourcing/testing';

export { redisUrl } from '@doremi/embedded-redis/testing';

/** A Redis on a real socket, a stand-in or the engine that is named, and the helper connected to it, for all tests of a file. */
export const withRedis = (): { readonly redis: Helper; readonly url: string } => {
  let server: GivenRedis;
  let redis: Helper;
  beforeAll(async () => {
    server = await givenRedis();
    redis = connectRedis(server.url);
    await eventually(() => redis.ping().then(() => true));
  });
  afterAll(async () => {
    await redis.close();
    await server.stop();
  });
  return {
    get redis() {
      return redis;
    },
    get url() {
      return server.url;
    },
  };
};
