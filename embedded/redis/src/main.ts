#!/usr/bin/env node
import { Command, InvalidArgumentError } from 'commander';
import { startRedis } from './server.js';

const portNumber = (text: string): number => {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new InvalidArgumentError('A port is 0 to 65535.');
  return port;
};

const program = new Command('doremi-redis')
  .description('An in-memory stand-in for Redis on loopback')
  .option('--port <number>', 'port to listen on; 0 picks a free one', portNumber, 6379)
  .option('--mem', 'keep nothing when the server stops, which is so anyway')
  .parse();

const redis = await startRedis(program.opts<{ port: number }>()).catch((error: Error) =>
  program.error(`cannot start: ${error.message}`),
);

const stop = () => void redis.stop().then(() => process.exit(0));
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
// A parent that dies, however it dies, takes the stand-in with it.
if (process.connected) process.once('disconnect', stop);

console.log(`listening 127.0.0.1:${redis.port}`);
