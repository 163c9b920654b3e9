#!/usr/bin/env node
import { Command, InvalidArgumentError, Option } from 'commander';
import { join } from 'node:path';
import { startPaymentProvider } from './server.js';

const whole = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
};

const options = new Command('doremi-payment-provider')
  .description('A stand-in for the card company')
  .addOption(new Option('--port <number>', '0 picks a free one').env('PAYMENT_PROVIDER_PORT').default('8083'))
  .addOption(new Option('--host <address>', 'address to listen on').env('HOST').default('127.0.0.1'))
  .option('--data <folder>', 'where the books are kept', join(process.env['DATA_DIR'] ?? '.doremi', 'payment-provider'))
  .addOption(
    new Option('--odd-answers <percent>', 'how many answers are odd')
      .env('PAYMENT_PROVIDER_ODD_ANSWERS')
      .argParser(whole)
      .default(0),
  )
  .addOption(
    new Option('--seed <number>', 'which answers are odd, and how')
      .env('PAYMENT_PROVIDER_SEED')
      .argParser(whole)
      .default(1),
  )
  .option('--mem', 'keep the books only until the end')
  .parse()
  .opts<{ port: string; host: string; data: string; oddAnswers: number; seed: number; mem?: true }>();

const { host } = options;
const provider = await startPaymentProvider({
  port: Number(options.port),
  host,
  oddness: { percent: options.oddAnswers, seed: options.seed },
  ...(options.mem ? {} : { dataDir: options.data }),
});

const stop = () => void provider.stop().then(() => process.exit(0));
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
// A parent that dies, however it dies, takes the stand-in with it.
if (process.connected) process.once('disconnect', stop);

// Whoever started it asks it from now on.
if (process.connected) process.send?.({ listening: provider.port }, undefined, undefined, () => undefined);
console.log(`listening ${host}:${provider.port}`);
