import type { EventStoreDBClient } from '@eventstore/db-client';
import { costing, type Rate } from '../costs.js';
import { listenerAt } from '../listener.js';
import type { Figure } from '../quick/figure.js';
import { inFlight } from '../quick/in-flight.js';
import { alternate } from '../quick/rounds.js';
import { figureOfRates } from '../rates.js';
import { rawReadAll } from '../rebuild/raw-reads.js';
import { connect, halfKilobyte } from './appends.js';
import { readEncoded } from '../encoded-reads.js';
import { namedUrl, type StandIns } from './stand-ins.js';

const PER_APPEND = 200;
const ROUNDS = 3;
const TARGET = 0.7;

const fill = async (client: EventStoreDBClient, events: number): Promise<void> => {
  const batch = () => Array.from({ length: PER_APPEND }, halfKilobyte);
  await inFlight(
    8,
    (number) => number * PER_APPEND < events,
    (number) => client.appendToStream(`filled-${number % 100}`, batch()),
  );
};

const encoded = (url: string) => (): Promise<Rate> =>
  costing({ client: process.pid, server: listenerAt(url) }, async () => {
    const startedAt = performance.now();
    const count = await readEncoded(url, () => undefined);
    return { count, perSecond: (count * 1_000) / (performance.now() - startedAt) };
  });

const decoded = (url: string) => (): Promise<Rate> =>
  costing({ client: process.pid, server: listenerAt(url) }, () => rawReadAll(url));

/**
 * Reads of `$all` over a bare gRPC server that streams the same messages, by a reader that decodes nothing and by the official
 * client. Where an engine is named, also the stand-in's beside the engine's.
 */
export const allOverBareStream = async (standIns: StandIns, events: number): Promise<Figure[]> => {
  const url = await filled(await standIns.durable('eventstore'), events);
  const bareUrl = await standIns.bareStream(url);
  const what = `eventstore: $all, ${events} events, over a bare gRPC stream`;
  const figures = [
    figureOfRates(`${what}, not decoded`, await alternate(ROUNDS, encoded(url), encoded(bareUrl)), TARGET),
    figureOfRates(`${what}, official client`, await alternate(ROUNDS, decoded(url), decoded(bareUrl)), TARGET),
  ];
  if (namedUrl('eventstore') === undefined) return figures;
  const standIn = await filled(await standIns.own('eventstore'), events);
  const rounds = await alternate(ROUNDS, decoded(standIn), decoded(url));
  return [...figures, figureOfRates('eventstore: $all of the stand-in over that of the engine', rounds, null)];
};

const filled = async (url: string, events: number): Promise<string> => {
  const client = connect(url);
  await fill(client, events);
  await client.dispose();
  return url;
};
