#!/usr/bin/env node
import { Command } from 'commander';
import { startRedis } from './server.js';

const options = new Command('doremi-redis')
  .description('An in-memory stand-in for Redis on loopback')
  .option('--port <number>', 'port to listen on; 0 picks a free one', '6379')
  .parse()
  .opts<{ port: string }>();

const redis = await startRedis({ port: Number(options.port) });

const stop = () => void redis.stop().then(() => process.exit(0));
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
// A parent that dies, however it dies, takes the stand-in with it.
if (process.connected) process.once('disconnect', stop);

console.log(`listening 127.0.0.1:${redis.port}`);
