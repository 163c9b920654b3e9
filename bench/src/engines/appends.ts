import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { costing, type Rate } from '../costs.js';
import { listenerAt } from '../listener.js';
import type { Figure } from '../quick/figure.js';
import { inFlight, lasting } from '../quick/in-flight.js';
import { alternate } from '../quick/rounds.js';
import { figureOfRates } from '../rates.js';
import type { StandIns } from './stand-ins.js';

const ROUND_MS = 900;
const ROUNDS = 5;
const STREAMS = 1_000;
const TARGET = 0.5;

export const connect = (url: string): EventStoreDBClient => EventStoreDBClient.connectionString(url);

/** An event with 500 bytes of data. */
export const halfKilobyte = () => jsonEvent({ type: 'Baked', data: { filling: 'x'.repeat(486) } });

/** Appends of one event by the official client to a store that keeps them, over the same to one that keeps nothing. */
export const durableOverMemory = async (standIns: StandIns): Promise<Figure[]> => {
  const urls = [await standIns.durable('eventstore'), await standIns.inMemory('eventstore')];
  const clients = urls.map((url) => ({ client: connect(url), server: listenerAt(url) }));
  const appending =
    ({ client, server }: (typeof clients)[number], atOnce: number) =>
    (): Promise<Rate> => {
      const append = (number: number) => client.appendToStream(`stream-${number % STREAMS}`, halfKilobyte());
      return costing({ client: process.pid, server }, () => inFlight(atOnce, lasting(ROUND_MS), append));
    };
  const figures: Figure[] = [];
  for (const [atOnce, target] of [[1, null] as const, [64, TARGET] as const]) {
    const [durable, inMemory] = clients.map((one) => appending(one, atOnce));
    const what = `eventstore: durable appends over --mem, ${atOnce} in flight`;
    figures.push(figureOfRates(what, await alternate(ROUNDS, durable!, inMemory!), target));
  }
  await Promise.all(clients.map(({ client }) => client.dispose()));
  return figures;
};
