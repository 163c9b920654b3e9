export { redisInMemory } from './testing/redis-in-memory.js';
export { redisUrl, withRedis } from './testing/with-redis.js';
