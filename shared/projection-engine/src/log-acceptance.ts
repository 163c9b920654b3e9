import {
  type EventStore,
  idOf,
  type Mismatch,
  type Position,
  type Refusal,
  refuse,
  WrongExpectedRevision,
} from '@doremi/event-sourcing';
import type { EventLogEntry, ReadModelStore } from '@doremi/read-models';
import { strandUnverified, type LogAndBuilds } from './log-identity.js';
import type { AcceptanceStream, EngineOptions } from './options.js';

type Store = Pick<EventStore, 'read' | 'append'>;

/** STORAGE FORMAT: the event that says so, and its data. */
const LOG_ACCEPTED = 'LogAccepted';
interface LogAccepted {
  /** How often a log was accepted, with this time. */
  readonly generation: number;
  readonly by: string;
  readonly position: string;
  readonly expectedEventId: string;
  readonly floors: Readonly<Record<string, number>>;
}

/** An operator's word that the event store is right as it is, as the log has it. */
export interface Acceptance {
  readonly generation: number;
  readonly by: string;
  readonly at: Date;
  readonly position: string;
  readonly expectedEventId: string;
}

/**
 * Whether it is this event's absence that was accepted. Its id alone does not tell: what policies do has the same
 * again.
 */
export const isAbout = (
  { position, expectedEventId }: Acceptance,
  event: { readonly position: Position; readonly id: string },
): boolean => position === event.position && expectedEventId === event.id;

const missingIn = ({ position, expectedEventId: id }: Mismatch) => ({ position, id });

export const acceptancesIn = async (
  store: Pick<Store, 'read'>,
  { stream }: Pick<AcceptanceStream, 'stream'>,
): Promise<readonly Acceptance[]> =>
  (await store.read(stream)).flatMap((event) => {
    if (event.type !== LOG_ACCEPTED) return [];
    const { generation, by, position, expectedEventId } = event.data as LogAccepted;
    return [{ generation, by, position, expectedEventId, at: new Date(event.metadata.occurredAt) }];
  });

/**
 * Has the record agree with the log, which knows better: the record may be older, or its writer may have died. Returns
 * whether that was needed; what the record says then has to be read anew.
 */
export const agreeWith = async (
  parts: LogAndBuilds & { readonly readModels: Pick<ReadModelStore, 'eventLog'> },
  acceptances: readonly Acceptance[],
  { generation, mismatch }: EventLogEntry,
): Promise<boolean> => {
  const { eventLog } = parts.readModels;
  const known = acceptances.filter((one) => one.generation > generation);
  const last = known.at(-1);
  const settled = mismatch && known.find((one) => isAbout(one, missingIn(mismatch)));
  if (settled) {
    await strandUnverified(parts, new Date(mismatch.provenAt));
    await eventLog.accept({ ...settled, mismatch });
    return true;
  }
  if (mismatch || !last) return false;
  await strandUnverified(parts, last.at);
  await eventLog.raise(last.generation);
  return true;
};

/**
 * Records in the log that it is accepted in spite of the mismatch. Whoever says so twice, or at once with somebody else,
 * finds what was recorded: the generation is the same.
 */
const recordIn = async (
  store: Store,
  { stream, schemaVersion }: AcceptanceStream,
  mismatch: Mismatch,
  after: number,
  by: string,
  now: Date,
): Promise<Acceptance> => {
  const { position, expectedEventId, floors } = mismatch;
  for (;;) {
    const acceptances = await acceptancesIn(store, { stream });
    const recorded = acceptances.find((one) => one.generation > after && isAbout(one, missingIn(mismatch)));
    if (recorded) return recorded;
    const generation = Math.max(after, ...acceptances.map((one) => one.generation)) + 1;
    const data: LogAccepted = { generation, by, position, expectedEventId, floors };
    const id = idOf(stream, generation, position, expectedEventId);
    const metadata = {
      $correlationId: id,
      $causationId: id,
      commandId: id,
      actor: { sub: by, roles: ['operator'] },
      occurredAt: now.toISOString(),
      schemaVersion,
    };
    try {
      const event = { type: LOG_ACCEPTED, data };
      await store.append(stream, acceptances.length - 1, [{ id, event, metadata }]);
      return { generation, by, at: now, position, expectedEventId };
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error;
    }
  }
};

type AcceptLogParts = Pick<EngineOptions, 'store' | 'acceptances' | 'log' | 'now'> & {
  readonly readModels: Pick<ReadModelStore, 'builds' | 'partitions' | 'eventLog'>;
  /** Lets this worker act at once. */
  readonly wake: () => void;
};

export interface LogAcceptance {
  /** How often another log was accepted, with this time. */
  readonly generation: number;
  /** The builds that have to be made anew: they were made from the other one. */
  readonly stranded: readonly string[];
}

/**
 * An operator's word that the event store is right as it is: the mismatch is settled for good. Builds that it does not
 * bear out are fed no more; `rebuild` makes them anew. Whoever asks again, after it was broken off, completes it.
 */
export const acceptLog = async (parts: AcceptLogParts, by: string): Promise<LogAcceptance | Refusal> => {
  const { readModels, store, acceptances, wake, log, now } = parts;
  const { generation: before, mismatch } = await readModels.eventLog.read();
  if (!mismatch) return refuse('NO_MISMATCH');
  await strandUnverified(parts, new Date(mismatch.provenAt));
  const { generation, ...acceptance } = await recordIn(store, acceptances, mismatch, before, by, now());
  await readModels.eventLog.accept({ generation, by: acceptance.by, at: acceptance.at, mismatch });
  log(`the event store is accepted as it is, as ${by} asked; its generation is ${generation}`);
  wake();
  const stranded = (await readModels.builds.list()).filter((build) => build.stranded && build.state !== 'retired');
  return { generation, stranded: stranded.map(({ id }) => id) };
};
