#!/usr/bin/env node
import { Command, InvalidArgumentError } from 'commander';
import { startEventStore } from './server.js';

const portNumber = (text: string): number => {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new InvalidArgumentError('A port is 0 to 65535.');
  return port;
};

const program = new Command('doremi-eventstore')
  .description('A stand-in for EventStoreDB on loopback')
  .option('--port <number>', 'port to listen on; 0 picks a free one', portNumber, 2113)
  .option('--data <directory>', 'where to keep the events', '.doremi/eventstore')
  .option('--mem', 'keep nothing when the server stops', false)
  .parse();

const { port, data, mem } = program.opts<{ port: number; data: string; mem: boolean }>();
const server = await startEventStore({ port, dataDir: mem ? null : data }).catch((error: Error) =>
  program.error(`cannot start: ${error.message}`),
);

const stop = (): void => {
  void server.stop().then(() => process.exit(0));
};
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
if (process.connected) process.once('disconnect', stop); // whoever started it is gone

console.log(`listening 127.0.0.1:${server.port}`);
