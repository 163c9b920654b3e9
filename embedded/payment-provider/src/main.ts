#!/usr/bin/env node
import { Command, Option } from 'commander';
import { join } from 'node:path';
import { startPaymentProvider } from './server.js';

const options = new Command('doremi-payment-provider')
  .description('A stand-in for the card company')
  .addOption(new Option('--port <number>', '0 picks a free one').env('PAYMENT_PROVIDER_PORT').default('8083'))
  .addOption(new Option('--host <address>', 'address to listen on').env('HOST').default('127.0.0.1'))
  .option('--data <folder>', 'where the books are kept', join(process.env['DATA_DIR'] ?? '.doremi', 'payment-provider'))
  .option('--mem', 'keep the books only until the end')
  .parse()
  .opts<{ port: string; host: string; data: string; mem?: true }>();

const { host } = options;
const provider = await startPaymentProvider({
  port: Number(options.port),
  host,
  ...(options.mem ? {} : { dataDir: options.data }),
});

const stop = () => void provider.stop().then(() => process.exit(0));
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
// A parent that dies, however it dies, takes the stand-in with it.
if (process.connected) process.once('disconnect', stop);

console.log(`listening ${host}:${provider.port}`);
