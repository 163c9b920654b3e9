import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import type { Figure } from '../quick/figure.js';
import { inFlight, lasting } from '../quick/in-flight.js';
import { alternate } from '../quick/rounds.js';
import { comparedRates } from './compared.js';
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
  const clients = [connect(await standIns.durable('eventstore')), connect(await standIns.inMemory('eventstore'))];
  const appending = (client: EventStoreDBClient, atOnce: number) => async (): Promise<number> => {
    const append = (number: number) => client.appendToStream(`stream-${number % STREAMS}`, halfKilobyte());
    return (await inFlight(atOnce, lasting(ROUND_MS), append)).perSecond;
  };
  const figures: Figure[] = [];
  for (const [atOnce, target] of [[1, null] as const, [64, TARGET] as const]) {
    const [durable, inMemory] = clients.map((client) => appending(client, atOnce));
    const what = `eventstore: durable appends over --mem, ${atOnce} in flight`;
    figures.push(comparedRates(what, await alternate(ROUNDS, durable!, inMemory!), target));
  }
  await Promise.all(clients.map((client) => client.dispose()));
  return figures;
};
