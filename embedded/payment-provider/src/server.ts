import express, { type Express } from 'express';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chargeRoutes } from './charge.routes.js';
import { Ledger } from './ledger.js';
import { listingRoutes } from './listing.routes.js';
import type { Oddness } from './odd-answers.js';
import { http } from './node-http.js';
import { answerProblem, notFound } from './problem.js';
import { refundRoutes } from './refund.routes.js';

export interface PaymentProviderOptions {
  /** 0 picks a free one. */
  readonly port: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Where the books are kept; without it they are gone at the end. */
  readonly dataDir?: string;
  /** How long the first answer to an amount of .03 takes; default 30 s. */
  readonly slowMs?: number;
  /** How many answers are odd; default none. */
  readonly oddness?: Oddness;
}

/** A running payment provider. */
export interface RunningPaymentProvider {
  readonly port: number;
  /** Cuts every connection, closes the books and frees the port. */
  readonly stop: () => Promise<void>;
}

const SLOW_MS = 30_000;
const NEVER_ODD: Oddness = { percent: 0, seed: 0 };

/** Starts the stand-in payment provider. Rejects with the system's error (EADDRINUSE) when the port is taken. */
export const startPaymentProvider = async (options: PaymentProviderOptions): Promise<RunningPaymentProvider> => {
  const { port, host = '127.0.0.1', slowMs = SLOW_MS, oddness = NEVER_ODD } = options;
  const { ledger, close } = await openLedger(options.dataDir);
  const server = http.createServer(application(ledger, slowMs, oddness));
  server.listen(port, host);
  await once(server, 'listening').catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      await close();
    },
  };
};

const openLedger = async (dataDir?: string): Promise<{ ledger: Ledger; close: () => Promise<void> }> => {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'doremi-payments-')));
  const ledger = new Ledger(folder);
  const close = async () => {
    await ledger.close();
    if (dataDir === undefined) await rm(folder, { recursive: true });
  };
  return { ledger, close };
};

const application = (ledger: Ledger, slowMs: number, oddness: Oddness): Express =>
  express()
    .disable('x-powered-by')
    .get(['/health/live', '/health/ready'], (_, response) => void response.json({ status: 'ok' }))
    .get('/counters', (_, response) => void response.json(ledger.counters()))
    .get('/ledger', (_, response) => void response.json(ledger.entries()))
    .use(express.json())
    .use(listingRoutes(ledger), chargeRoutes(ledger, slowMs, oddness), refundRoutes(ledger, oddness))
    .use(notFound, answerProblem);
