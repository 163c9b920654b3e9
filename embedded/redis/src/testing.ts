export { givenRedis, type GivenRedis, ownRedis, redisUrl } from './testing/given-redis.js';
export { hasRealRedis, startRealRedis } from './testing/real-redis.js';
export { tellRedis } from './testing/tell-redis.js';
