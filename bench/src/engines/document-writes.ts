import type { Collection } from 'mongodb';
import { perSecond, type Figure } from '../quick/figure.js';
import { inFlight, lasting } from '../quick/in-flight.js';
import { alternate, median } from '../quick/rounds.js';
import { comparedRates } from './compared.js';
import { replaced, ticket, tickets, type Ticket } from './documents.js';
import type { StandIns } from './stand-ins.js';

const ROUND_MS = 900;
const ROUNDS = 5;
/** So many that most writes of a round insert, and some replace. */
const DOCUMENTS = 100_000;
const BULK = 1_000;
const BULK_TARGET = 15_000;

const someId = (): number => Math.floor(Math.random() * DOCUMENTS);

const upserts = (collection: Collection<Ticket>, atOnce: number) => async (): Promise<number> => {
  const upsert = () =>
    collection.updateOne({ _id: someId() }, { $set: { stage: 'READY', storeId: 2_001 } }, { upsert: true });
  return (await inFlight(atOnce, lasting(ROUND_MS), upsert)).perSecond;
};

/** Documents per second of bulkWrites of a thousand, two under way as a projection has them. */
const bulkWrites = (collection: Collection<Ticket>) => async (): Promise<number> => {
  let id = someId();
  const write = () => {
    const operations = Array.from({ length: BULK }, () => replaced(id, ticket(id++)));
    return collection.bulkWrite(operations, { ordered: false });
  };
  return (await inFlight(2, lasting(ROUND_MS), write)).perSecond * BULK;
};

/** Writes that are kept, over the same writes to a server that keeps nothing. */
export const documentWrites = async (standIns: StandIns): Promise<Figure[]> => {
  const durable = await tickets(await standIns.durable('mongo'), 'written');
  const inMemory = await tickets(await standIns.inMemory('mongo'), 'written');
  const figures: Figure[] = [];
  for (const atOnce of [1, 64]) {
    const rounds = await alternate(ROUNDS, upserts(durable.collection, atOnce), upserts(inMemory.collection, atOnce));
    figures.push(comparedRates(`mongo: upserts over --mem, ${atOnce} in flight`, rounds, null));
  }
  const bulk = await alternate(ROUNDS, bulkWrites(durable.collection), bulkWrites(inMemory.collection));
  const rate = median(bulk.ours);
  figures.push({
    ...comparedRates(`mongo: documents in bulkWrites of ${BULK} over --mem`, bulk, null),
    target: `${perSecond(BULK_TARGET)}`,
    reached: rate >= BULK_TARGET,
  });
  await Promise.all([durable.close(), inMemory.close()]);
  return figures;
};
