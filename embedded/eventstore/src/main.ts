#!/usr/bin/env node
import { Command, InvalidArgumentError, Option } from 'commander';
import { DEFAULT_ENGINE, ENGINE_VERSIONS } from './engine-version.js';
import type { EngineVersion } from './engine-version.js';
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
  .addOption(new Option('--as <version>', 'the engine to answer as').choices(ENGINE_VERSIONS).default(DEFAULT_ENGINE))
  .parse();

interface Options {
  readonly port: number;
  readonly data: string;
  readonly mem: boolean;
  readonly as: EngineVersion;
}

const { port, data, mem, as: engine } = program.opts<Options>();
const server = await startEventStore({ port, dataDir: mem ? null : data, engine }).catch((error: Error) =>
  program.error(`cannot start: ${error.message}`),
);

const stop = (): void => {
  void server.stop().then(() => process.exit(0));
};
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
if (process.connected) process.once('disconnect', stop); // whoever started it is gone

console.log(`listening 127.0.0.1:${server.port}`);
