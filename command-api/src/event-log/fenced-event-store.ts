import { setTimeout as pause } from 'node:timers/promises';
import { type Delivery, EngineUnavailable, type EventStore, type SnapshotStore } from '@doremi/event-sourcing';
import type { LogWatch } from './log-watch.js';

/** Milliseconds. */
const LOOK_EVERY = 100;

/**
 * The event store for whoever acts on it: while nothing may be done on its log, nothing is written and nothing decided
 * (both throw, like with an engine that is away), no delivery is handed out, and none acknowledged.
 */
export const fenced = (store: EventStore, log: Pick<LogWatch, 'mayGoOn'>): EventStore => {
  const once = onceIn(log);

  /** Waits for as long as nothing may be done; false when that is no more because the process stops. */
  const untilMayGoOn = async (signal: AbortSignal): Promise<boolean> => {
    while (!signal.aborted) {
      const isHeld = await log.mayGoOn().then(() => false, isAway);
      if (!isHeld) return true;
      await pause(LOOK_EVERY, undefined, { signal }).catch(() => undefined);
    }
    return false;
  };

  async function* consume(...[group, types, signal]: Parameters<EventStore['consume']>): AsyncGenerator<Delivery> {
    if (!(await untilMayGoOn(signal))) return;
    for await (const { event, ack, park } of store.consume(group, types, signal)) {
      if (!(await untilMayGoOn(signal))) return;
      yield { event, ack: () => once(ack), park: (reason) => once(() => park(reason)) };
    }
  }

  return {
    append: (...args) => once(() => store.append(...args)),
    read: (...args) => once(() => store.read(...args)),
    end: () => store.end(),
    subscribe: (options) => store.subscribe(options),
    consume,
    ping: () => store.ping(),
    close: () => store.close(),
  };
};

/** What is kept beside its streams, on the same terms. */
export const fencedSnapshots = (store: SnapshotStore, log: Pick<LogWatch, 'mayGoOn'>): SnapshotStore => {
  const once = onceIn(log);
  return {
    newest: (...args) => once(() => store.newest(...args)),
    snapshotOf: (stream) => once(() => store.snapshotOf(stream)),
    keepSnapshot: (...args) => once(() => store.keepSnapshot(...args)),
  };
};

const onceIn =
  (log: Pick<LogWatch, 'mayGoOn'>) =>
  async <Result>(call: () => Promise<Result>): Promise<Result> => {
    await log.mayGoOn();
    return call();
  };

const isAway = (error: unknown): boolean => {
  if (!(error instanceof EngineUnavailable)) throw error;
  return true;
};
