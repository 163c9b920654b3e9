import type { Collection } from 'mongodb';
import { costing, type Rate, type Watched } from '../costs.js';
import { listenerAt } from '../listener.js';
import { perSecond, type Figure } from '../quick/figure.js';
import { inFlight, lasting } from '../quick/in-flight.js';
import { alternate, median } from '../quick/rounds.js';
import { figureOfRates } from '../rates.js';
import { replaced, ticket, tickets, type Ticket } from './documents.js';
import type { StandIns } from './stand-ins.js';

const ROUND_MS = 900;
const ROUNDS = 5;
/** So many that most writes of a round insert, and some replace. */
const DOCUMENTS = 100_000;
const BULK = 1_000;
const BULK_TARGET = 15_000;

const someId = (): number => Math.floor(Math.random() * DOCUMENTS);

/** A server, its collection, and whose CPU is told. */
interface Written {
  readonly collection: Collection<Ticket>;
  readonly watched: Watched;
}

const upserts =
  ({ collection, watched }: Written, atOnce: number) =>
  (): Promise<Rate> => {
    const upsert = () =>
      collection.updateOne({ _id: someId() }, { $set: { stage: 'READY', storeId: 2_001 } }, { upsert: true });
    return costing(watched, () => inFlight(atOnce, lasting(ROUND_MS), upsert));
  };

/** Documents per second of bulkWrites of a thousand, two under way as a projection has them. */
const bulkWrites =
  ({ collection, watched }: Written) =>
  (): Promise<Rate> => {
    let id = someId();
    const write = () => {
      const operations = Array.from({ length: BULK }, () => replaced(id, ticket(id++)));
      return collection.bulkWrite(operations, { ordered: false });
    };
    return costing(watched, async () => {
      const { count, perSecond: bulks } = await inFlight(2, lasting(ROUND_MS), write);
      return { count: count * BULK, perSecond: bulks * BULK };
    });
  };

const written = async (url: string) => ({
  ...(await tickets(url, 'written')),
  watched: { client: process.pid, server: listenerAt(url) },
});

/** Writes that are kept, over the same writes to a server that keeps nothing. */
export const documentWrites = async (standIns: StandIns): Promise<Figure[]> => {
  const durable = await written(await standIns.durable('mongo'));
  const inMemory = await written(await standIns.inMemory('mongo'));
  const figures: Figure[] = [];
  for (const atOnce of [1, 64]) {
    const rounds = await alternate(ROUNDS, upserts(durable, atOnce), upserts(inMemory, atOnce));
    figures.push(figureOfRates(`mongo: upserts over --mem, ${atOnce} in flight`, rounds, null));
  }
  const bulk = await alternate(ROUNDS, bulkWrites(durable), bulkWrites(inMemory));
  const rate = median(bulk.ours.map((one) => one.perSecond));
  figures.push({
    ...figureOfRates(`mongo: documents in bulkWrites of ${BULK} over --mem`, bulk, null),
    target: `${perSecond(BULK_TARGET)}`,
    reached: rate >= BULK_TARGET,
  });
  await Promise.all([durable.close(), inMemory.close()]);
  return figures;
};
