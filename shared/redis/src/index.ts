export { redisVersion } from './redis-version.js';
export { connectRedis, type Helper, redisConnection } from './redis.js';
