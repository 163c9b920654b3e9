import { setTimeout as delay } from 'node:timers/promises';
import { OpsAway, OpsError, type ParkedMessage } from '@doremi/http';
import type { OpsClient, Parkers } from './ops-client.js';
import { table } from './table.js';

/** Whose a parked message is: the ids of policies say so. */
const parkersOf = (id: string): Parkers => (id.startsWith('policies:') ? 'policies' : 'projections');

type Clients = Readonly<Record<Parkers, Pick<OpsClient, 'parked' | 'parkedOne' | 'resolveParked'>>>;

/** How long it is waited for that a worker does what was asked; milliseconds. */
const DONE_WITHIN = 10_000;
const LOOK_EVERY = 100;

/** Everything that is parked, of projections and policies. */
export const parkedTable = async (clients: Clients): Promise<string> => {
  const both = await Promise.all(
    (['projections', 'policies'] as const).map(async (of) => clients[of].parked(of).catch(notThere(of))),
  );
  const rows = both.flat().map(rowOf);
  return rows.length === 0 ? 'Nothing is parked.' : table([['id', 'event', 'stream', 'since', 'reason'], ...rows]);
};

/** One process may be away while the other one is to be looked at. */
const notThere =
  (of: Parkers) =>
  (error: unknown): readonly ParkedMessage[] => {
    if (!(error instanceof OpsAway)) throw error;
    const what = { of, about: '', type: '-', stream: '-', parkedAt: '-', asked: false };
    return [{ ...what, id: `(${of})`, reason: `not known: ${error.message}` }];
  };

const rowOf = ({ id, type, stream, parkedAt, reason, asked }: ParkedMessage): string[] => [
  id,
  type,
  stream,
  parkedAt,
  asked ? `${reason} (to be tried again)` : reason,
];

/** One message with its event. */
export const parkedText = async (clients: Clients, id: string): Promise<string> => {
  const of = parkersOf(id);
  const { event, ...message } = await clients[of].parkedOne(of, id);
  return JSON.stringify({ ...message, event: event ?? 'not in the event store any more' }, null, 2);
};

/** Has it retried or skipped, and waits until that is done; returns what came of it. Throws OpsError when it failed. */
export const resolveParked = async (clients: Clients, id: string, how: 'retry' | 'skip'): Promise<string> => {
  const of = parkersOf(id);
  const { outcome } = await clients[of].resolveParked(of, id, how);
  const done = how === 'retry' ? `${id} went through` : `${id} is passed over`;
  if (outcome === 'DONE') return done;
  for (const giveUpAt = Date.now() + DONE_WITHIN; Date.now() < giveUpAt; await delay(LOOK_EVERY)) {
    const message = (await clients[of].parked(of)).find((one) => one.id === id);
    if (!message) return done;
    if (!message.asked) throw new OpsError(`${id} is parked (again): ${message.type}: ${message.reason}`);
  }
  return `${id}: asked for, and not done yet; see parked list`;
};
