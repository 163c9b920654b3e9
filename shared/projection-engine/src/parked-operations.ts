import { type EventStore, type Recorded, type Refusal, refuse } from '@doremi/event-sourcing';
import type { ParkedEvent, ReadModelStore } from '@doremi/read-models';

interface Parts {
  readonly readModels: Pick<ReadModelStore, 'parkedEvents' | 'skippedEvents'>;
  readonly store: Pick<EventStore, 'subscribe'>;
  /** Lets this worker act at once. */
  readonly wake: () => void;
  readonly log: (message: string) => void;
  readonly now: () => Date;
}

const idOf = ({ build, key }: ParkedEvent): string => `${build}:${key}`;

/** An event that a projection could not fold, as operators are told of it. */
interface ParkedMessage {
  /** Names it in every command. */
  readonly id: string;
  /** The build. */
  readonly of: string;
  /** The document. */
  readonly about: string;
  readonly type: string;
  readonly stream: string;
  readonly reason: string;
  /** ISO 8601, UTC. */
  readonly parkedAt: string;
  /** Whether another try was asked for and has not come yet. */
  readonly asked: boolean;
}

/** One of them with its event; null when that is not in the event store any more. */
interface ShownMessage extends ParkedMessage {
  readonly event: Recorded | null;
}

/** It will be done soon, and the message is gone then, or says why not. */
interface ParkedOutcome {
  readonly id: string;
  readonly outcome: 'ASKED';
}

export interface ParkedOperations {
  readonly list: () => Promise<readonly ParkedMessage[]>;
  readonly show: (id: string) => Promise<ShownMessage | Refusal>;
  /** Tries it once more, after whatever was wrong was mended. */
  readonly retry: (id: string, by: string) => Promise<ParkedOutcome | Refusal>;
  /** Passes it over for good; who did so is recorded. */
  readonly skip: (id: string, by: string) => Promise<ParkedOutcome | Refusal>;
}

/** The events that projections could not fold. The worker that feeds the document does what is asked, soon after. */
export const parkedOperations = ({ readModels, store, wake, log, now }: Parts): ParkedOperations => {
  const find = async (id: string): Promise<ParkedEvent | undefined> =>
    (await readModels.parkedEvents.list()).find((event) => idOf(event) === id);

  return {
    list: async () => (await readModels.parkedEvents.list()).map(messageOf),
    show: async (id) => {
      const event = await find(id);
      if (!event) return refuse('PARKED_NOT_FOUND', { id });
      return { ...messageOf(event), event: await eventAt(store, event) };
    },
    retry: async (id, by) => {
      const event = await find(id);
      if (!event || !(await readModels.parkedEvents.askRetry(event.build, event.key)))
        return refuse('PARKED_NOT_FOUND', { id });
      log(`${id} is to be tried again, as ${by} asked`);
      wake();
      return { id, outcome: 'ASKED' };
    },
    skip: async (id, by) => {
      const event = await find(id);
      if (!event) return refuse('PARKED_NOT_FOUND', { id });
      await readModels.skippedEvents.record(event, by, now());
      // What failed since then is another event, and nobody has decided about that one.
      if (!(await readModels.parkedEvents.askSkip(event.build, event.key, event.position)))
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
const eventAt = async (store: Parts['store'], { after, position, type }: ParkedEvent): Promise<Recorded | null> => {
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
