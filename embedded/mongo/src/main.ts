#!/usr/bin/env node
import { Command, InvalidArgumentError } from 'commander';
import { startMongo } from './server.js';

function parsePort(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) throw new InvalidArgumentError('a port is 0 to 65535');
  return value;
}

const {
  port: wanted,
  data,
  mem,
  testCommands = false,
} = new Command('doremi-mongo')
  .description('A small MongoDB stand-in on 127.0.0.1, for a first run and for tests')
  .option('--port <port>', '0 for a free one', parsePort, 27_017)
  .option('--data <dir>', 'folder to keep the data in')
  .option('--mem', 'keep nothing')
  .option('--test-commands', 'let clients make commands fail on purpose (configureFailPoint)')
  .parse()
  .opts<{ port: number; data?: string; mem?: boolean; testCommands?: boolean }>();

if (!mem && data === undefined) {
  console.error('error: say where to keep the data with --data DIR, or --mem to keep nothing');
  process.exit(2);
}

const fail = (fault: unknown): never => {
  console.error(fault instanceof Error ? `error: ${fault.message}` : fault);
  process.exit(1);
};

const starting = startMongo({ port: wanted, dataDir: mem ? null : (data ?? null), testCommands });
let stopping: Promise<void> | undefined;
const stop = (): void => {
  stopping ??= starting.then((running) => running.stop()).then(() => process.exit(0), fail);
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
if (process.connected) process.on('disconnect', stop); // the parent is gone

starting.then(({ port, failed }) => {
  console.log(`listening 127.0.0.1:${port}`);
  void failed.then(fail);
}, fail);
