export { type RunningRedis, startRedis } from './server.js';
