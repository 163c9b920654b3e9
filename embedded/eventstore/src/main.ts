#!/usr/bin/env node
import { Command, InvalidArgumentError, Option } from 'commander';
import type { ClusterSettings } from './cluster/settings.js';
import { DEFAULT_ENGINE, ENGINE_VERSIONS } from './engine-version.js';
import type { EngineVersion } from './engine-version.js';
import { startEventStore } from './server.js';

const portNumber = (text: string): number => {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new InvalidArgumentError('A port is 0 to 65535.');
  return port;
};

const milliseconds = (text: string): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) throw new InvalidArgumentError('Milliseconds are a whole number.');
  return number;
};

const addresses = (text: string): string[] => {
  const members = text.split(',');
  const isAddress = (member: string): boolean => /^127\.0\.0\.1:\d+$/.test(member);
  if (!members.every(isAddress)) throw new InvalidArgumentError('Members are written 127.0.0.1:PORT,127.0.0.1:PORT,…');
  return members;
};

const program = new Command('doremi-eventstore')
  .description('A stand-in for EventStoreDB on loopback')
  .option('--port <number>', 'port to listen on; 0 picks a free one', portNumber, 2113)
  .option('--data <directory>', 'where to keep the events', '.doremi/eventstore')
  .option('--mem', 'keep nothing when the server stops', false)
  .addOption(new Option('--as <version>', 'the engine to answer as').choices(ENGINE_VERSIONS).default(DEFAULT_ENGINE))
  .option('--cluster <addresses>', 'all nodes of the cluster that this is one of', addresses)
  .option('--heartbeat-timeout <ms>', 'a leader that is silent for so long has lost the lead (1000)', milliseconds)
  .option('--replication-delay <ms>', 'a follower shows what it has so much later (0)', milliseconds)
  .option('--forward-timeout <ms>', 'a follower waits so long for the leader to do a write (4300)', milliseconds)
  .parse();

interface Options extends Omit<ClusterSettings, 'members'> {
  readonly port: number;
  readonly data: string;
  readonly mem: boolean;
  readonly as: EngineVersion;
  readonly cluster?: string[];
}

const { port, data, mem, as: engine, cluster: members, ...settings } = program.opts<Options>();
const options = { port, dataDir: mem ? null : data, engine, ...(members && { cluster: { members, ...settings } }) };
const server = await startEventStore(options).catch((error: Error) => program.error(`cannot start: ${error.message}`));

const stop = (): void => {
  void server.stop().then(() => process.exit(0));
};
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
if (process.connected) process.once('disconnect', stop); // whoever started it is gone

console.log(`listening 127.0.0.1:${server.port}`);
