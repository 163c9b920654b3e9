import type { EventStoreDBClient } from '@eventstore/db-client';
import type { Figure } from '../quick/figure.js';
import { inFlight } from '../quick/in-flight.js';
import { alternate } from '../quick/rounds.js';
import { connect, halfKilobyte } from './appends.js';
import { comparedRates } from './compared.js';
import { readEncoded } from './encoded-reads.js';
import type { StandIns } from './stand-ins.js';

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

const rateOf = async (read: () => Promise<number>): Promise<number> => {
  const startedAt = performance.now();
  const count = await read();
  return (count * 1_000) / (performance.now() - startedAt);
};

const readDecoded = async (client: EventStoreDBClient): Promise<number> => {
  let count = 0;
  for await (const _ of client.readAll()) count++;
  return count;
};

/** Reads of `$all` over a bare gRPC server that streams the same messages, by a reader that decodes nothing and by the official client. */
export const allOverBareStream = async (standIns: StandIns, events: number): Promise<Figure[]> => {
  const url = await standIns.durable('eventstore');
  const store = connect(url);
  await fill(store, events);
  const bareUrl = `esdb://127.0.0.1:${await standIns.bare('bare-stream', url)}?tls=false`;
  const bare = connect(bareUrl);
  const encoded = (from: string) => () => rateOf(() => readEncoded(from, () => undefined));
  const decoded = (client: EventStoreDBClient) => () => rateOf(() => readDecoded(client));
  const what = `eventstore: $all, ${events} events, over a bare gRPC stream`;
  const figures = [
    comparedRates(`${what}, not decoded`, await alternate(ROUNDS, encoded(url), encoded(bareUrl)), TARGET),
    comparedRates(`${what}, official client`, await alternate(ROUNDS, decoded(store), decoded(bare)), TARGET),
  ];
  await Promise.all([store.dispose(), bare.dispose()]);
  return figures;
};
