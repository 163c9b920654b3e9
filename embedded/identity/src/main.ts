#!/usr/bin/env node
import { Command, Option } from 'commander';
import { join } from 'node:path';
import { startIdentity } from './server.js';

const dataDir = process.env.DATA_DIR ? join(process.env.DATA_DIR, 'identity') : undefined;

const options = new Command('doremi-identity')
  .description('A stand-in for the issuer that people sign in with')
  .addOption(new Option('--port <number>', '0 picks a free one').env('IDENTITY_PORT').default('8086'))
  .addOption(new Option('--host <address>', 'address to listen on').env('HOST').default('127.0.0.1'))
  .addOption(new Option('--issuer <url>', 'what stands in its tokens; default its own address').env('OIDC_ISSUER'))
  .addOption(new Option('--audience <name>', 'whom its tokens are for').env('OIDC_AUDIENCE').default('doremi'))
  .option('--pages <origins...>', "origins that people sign in from; default the issuer's")
  .option('--data <folder>', 'where its keys are kept; without it there are new ones at each start', dataDir)
  .parse()
  .opts<{ port: string; host: string; issuer?: string; audience: string; pages?: string[]; data?: string }>();

const { host } = options;
const identity = await startIdentity({
  port: Number(options.port),
  host,
  audience: options.audience,
  ...(options.issuer !== undefined && { issuer: options.issuer }),
  ...(options.pages !== undefined && { origins: options.pages }),
  ...(options.data !== undefined && { dataDir: options.data }),
});

const stop = () => void identity.stop().then(() => process.exit(0));
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
process.on('SIGHUP', () => void identity.rotate());
// A parent that dies, however it dies, takes the stand-in with it.
if (process.connected) process.once('disconnect', stop);

// Whoever started it asks it from now on.
if (process.connected) process.send?.({ listening: identity.port }, undefined, undefined, () => undefined);
console.log(`listening ${host}:${identity.port}`);
