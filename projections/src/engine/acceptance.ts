import { WrongExpectedRevision, type EventStore } from '@doremi/shared/engines/event-store';
import type { Mismatch } from '@doremi/shared/engines/event-log';
import type { LogEvent } from '@doremi/shared/events/log.events';
import { LOG_STREAM } from '@doremi/shared/events/streams';
import { currentVersionOf } from '@doremi/shared/events/upcast';
import type { Position } from '@doremi/shared/kernel/position';
import { idOf } from '@doremi/shared/kernel/ids';
import type { EventLogEntry } from '@doremi/shared/engines/read-side/event-log-record';
import { strandUnproven, type LogAndBuilds } from './unproven.js';
import type { WriteAccess } from './write-access.js';

type Store = Pick<EventStore, 'read' | 'append'>;

/** An operator's word that the event store is right as it is, as the log has it. */
export interface Acceptance {
  readonly generation: number;
  readonly by: string;
  readonly at: Date;
  readonly position: string;
  readonly expectedEventId: string;
}

/** Whether it is this event's absence that was accepted. Its id alone does not tell: what policies do has the same again. */
export const isAbout = (
  { position, expectedEventId }: Acceptance,
  event: { readonly position: Position; readonly id: string },
): boolean => position === event.position && expectedEventId === event.id;

const missingIn = ({ position, expectedEventId: id }: Mismatch) => ({ position, id });

export const acceptancesIn = async (store: Pick<Store, 'read'>): Promise<readonly Acceptance[]> =>
  (await store.read(LOG_STREAM)).flatMap((event) => {
    if (event.type !== 'LogAccepted') return [];
    const { generation, by, position, expectedEventId } = event.data as LogEvent['data'];
    return [{ generation, by, position, expectedEventId, at: new Date(event.metadata.occurredAt) }];
  });

/**
 * Has the record agree with the log, which knows better: the record may be older, or its writer may have died. Returns
 * whether that was needed; what the record says then has to be read anew.
 */
export const agreeWith = async (
  parts: LogAndBuilds & { readonly readSide: Pick<WriteAccess, 'eventLog'> },
  acceptances: readonly Acceptance[],
  { generation, mismatch }: EventLogEntry,
): Promise<boolean> => {
  const { eventLog } = parts.readSide;
  const known = acceptances.filter((one) => one.generation > generation);
  const last = known.at(-1);
  const settled = mismatch && known.find((one) => isAbout(one, missingIn(mismatch)));
  if (settled) {
    await strandUnproven(parts, new Date(mismatch.provenAt));
    await eventLog.accept({ ...settled, mismatch });
    return true;
  }
  if (mismatch || !last) return false;
  await strandUnproven(parts, last.at);
  await eventLog.raise(last.generation);
  return true;
};

/**
 * Records in the log that it is accepted in spite of the mismatch. Whoever says so twice, or at once with somebody else,
 * finds what was recorded: the generation is the same.
 */
export const recordIn = async (
  store: Store,
  mismatch: Mismatch,
  after: number,
  by: string,
  now: Date,
): Promise<Acceptance> => {
  const { position, expectedEventId, floors } = mismatch;
  for (;;) {
    const acceptances = await acceptancesIn(store);
    const recorded = acceptances.find((one) => one.generation > after && isAbout(one, missingIn(mismatch)));
    if (recorded) return recorded;
    const generation = Math.max(after, ...acceptances.map((one) => one.generation)) + 1;
    const data: LogEvent['data'] = { generation, by, position, expectedEventId, floors };
    const id = idOf(LOG_STREAM, generation, position, expectedEventId);
    const metadata = {
      $correlationId: id,
      $causationId: id,
      commandId: id,
      actor: { sub: by, roles: ['operator' as const] },
      occurredAt: now.toISOString(),
      schemaVersion: currentVersionOf('LogAccepted'),
    };
    try {
      const event: LogEvent = { type: 'LogAccepted', data };
      await store.append(LOG_STREAM, acceptances.length - 1, [{ id, event, metadata }]);
      return { generation, by, at: now, position, expectedEventId };
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error;
    }
  }
};
