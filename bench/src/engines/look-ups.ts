import type { Collection } from 'mongodb';
import { milliseconds, type Figure } from '../quick/figure.js';
import { inFlight, lasting } from '../quick/in-flight.js';
import { alternate, median, ratiosOf, spreadOf } from '../quick/rounds.js';
import { ticket, tickets, type Ticket } from './documents.js';
import type { StandIns } from './stand-ins.js';

const FEW = 10_000;
const PER_INSERT = 5_000;
const ROUND_MS = 900;
const ROUNDS = 5;
const TARGET = 1.5;

const fill = async (collection: Collection<Ticket>, count: number): Promise<void> => {
  await collection.createIndex({ number: 1 });
  for (let first = 0; first < count; first += PER_INSERT) {
    const batch = Array.from({ length: Math.min(PER_INSERT, count - first) }, (_, index) => ticket(first + index));
    await collection.insertMany(batch, { ordered: false });
  }
};

/** Milliseconds of one look-up, the median of a round with one under way. */
const timeOf =
  (collection: Collection<Ticket>, count: number, field: '_id' | 'number') => async (): Promise<number> => {
    const lookUp = async (): Promise<void> => {
      const wanted = Math.floor(Math.random() * count);
      const found = await collection.findOne({ [field]: wanted });
      if (found?.number !== wanted) throw new Error(`look-up by ${field}: ${found?.number} for ${wanted}`);
    };
    return median((await inFlight(1, lasting(ROUND_MS), lookUp)).latencies);
  };

/** Look-ups among many documents over look-ups among ten thousand, on one server. */
export const manyOverFew = async (standIns: StandIns, count: number): Promise<Figure[]> => {
  const url = await standIns.durable('mongo');
  const [many, few] = [await tickets(url, 'many'), await tickets(url, 'few')];
  await fill(many.collection, count);
  await fill(few.collection, FEW);
  const figures: Figure[] = [];
  for (const field of ['_id', 'number'] as const) {
    const rounds = await alternate(ROUNDS, timeOf(many.collection, count, field), timeOf(few.collection, FEW, field));
    const ratios = ratiosOf(rounds, (time) => time);
    const ratio = median(ratios);
    figures.push({
      what: `mongo: find by ${field === '_id' ? '_id' : 'index'}, ${count} documents over ${FEW}`,
      ours: milliseconds(median(rounds.ours)),
      baseline: milliseconds(median(rounds.baseline)),
      ratio: ratio.toFixed(2),
      spread: spreadOf(ratios),
      target: `≤ ${TARGET}`,
      reached: ratio <= TARGET,
    });
  }
  await Promise.all([many.close(), few.close()]);
  return figures;
};
