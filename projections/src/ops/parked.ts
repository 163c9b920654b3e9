import type { EventStore } from '@doremi/shared/engines/event-store';
import type { ParkedEvent } from '@doremi/shared/engines/read-side/parked-events';
import type { ParkedMessage, ParkedMessages, ShownMessage } from '@doremi/shared/http/parked';
import { refuse } from '@doremi/shared/kernel/refusal';
import type { WriteAccess } from '../engine/write-access.js';

interface Parts {
  readonly readSide: Pick<WriteAccess, 'parkedEvents' | 'skippedEvents'>;
  readonly store: Pick<EventStore, 'subscribe'>;
  /** Lets this worker act at once. */
  readonly wake: () => void;
  readonly log: (message: string) => void;
  readonly now: () => Date;
}

const idOf = ({ build, key }: ParkedEvent): string => `${build}:${key}`;

/** The events that projections could not fold. The worker that feeds the document does what is asked, soon after. */
export const parkedEventsOf = ({ readSide, store, wake, log, now }: Parts): ParkedMessages => {
  const find = async (id: string): Promise<ParkedEvent | undefined> =>
    (await readSide.parkedEvents.list()).find((event) => idOf(event) === id);

  return {
    list: async () => (await readSide.parkedEvents.list()).map(messageOf),
    show: async (id) => {
      const event = await find(id);
      if (!event) return refuse('PARKED_NOT_FOUND', { id });
      return { ...messageOf(event), event: await eventAt(store, event) };
    },
    retry: async (id, by) => {
      const event = await find(id);
      if (!event || !(await readSide.parkedEvents.askRetry(event.build, event.key)))
        return refuse('PARKED_NOT_FOUND', { id });
      log(`${id} is to be tried again, as ${by} asked`);
      wake();
      return { id, outcome: 'ASKED' };
    },
    skip: async (id, by) => {
      const event = await find(id);
      if (!event) return refuse('PARKED_NOT_FOUND', { id });
      await readSide.skippedEvents.record(event, by, now());
      // What failed since then is another event, and nobody has decided about that one.
      if (!(await readSide.parkedEvents.askSkip(event.build, event.key, event.position)))
        return refuse('PARKED_CHANGED', { id });
      log(`${id}: ${event.type} at ${event.position} is passed over, as ${by} asked`);
      wake();
      return { id, outcome: 'ASKED' };
    },
  };
};

const messageOf = (event: ParkedEvent): ParkedMessage => ({
  id: idOf(event),
  of: event.build,
  about: event.key,
  type: event.type,
  stream: event.stream,
  reason: event.error,
  parkedAt: event.parkedAt.toISOString(),
  asked: event.retry,
});

/** The event itself; null when it is not there any more. */
const eventAt = async (
  store: Parts['store'],
  { after, position, type }: ParkedEvent,
): Promise<ShownMessage['event']> => {
  const ending = new AbortController();
  try {
    for await (const item of store.subscribe({ after, types: [type], signal: ending.signal })) {
      if (item.kind === 'caughtUp') return null;
      const reached = item.kind === 'event' ? item.event.position : item.position;
      if (item.kind === 'event' && reached === position) return item.event;
      if (reached > position) return null;
    }
    return null;
  } finally {
    ending.abort();
  }
};
