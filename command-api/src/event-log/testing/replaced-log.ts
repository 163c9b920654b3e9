import { type Mismatch, positionOf } from '@doremi/event-sourcing';
import { type Floors, LOG_STREAM } from '@doremi/domain';
import { newEvent } from '@doremi/event-sourcing/testing';
import { silentLog } from '@doremi/process/testing';
import { afterEach } from '@jest/globals';
import { MemoryEventStore } from '../../testing/memory-event-store.js';
import { LogWatch } from '../log-watch.js';

export const aMismatch = (over: Partial<Mismatch> = {}): Mismatch => ({
  position: positionOf(7n, 7n),
  expectedEventId: 'the-one-that-was-read',
  found: null,
  build: 'carts_v1_b1',
  provenAt: '2026-01-31T12:00:00.000Z',
  floors: { menu: 0, cart: 0 },
  ...over,
});

/** A Redis of one key and one channel, which can be away. */
export class ScriptedRedis {
  /** What stands under the key; undefined while Redis is away. */
  value: string | null | undefined = null;
  /** Since when it tells everything; null while it may not. */
  since: number | null = null;
  /** How often it was asked. */
  asked = 0;
  /** How often it was seen instead that there is nothing to ask. */
  passedOver = 0;
  private readonly listeners = new Set<(message: string) => void>();

  listeningSince(): number | null {
    if (this.since !== null) this.passedOver++;
    return this.since;
  }

  kept(): Promise<string | null | undefined> {
    this.asked++;
    return Promise.resolve(this.value);
  }

  subscribe(_: string, listener: (message: string) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  announce(generation: number, mismatch: Mismatch | null): void {
    this.value = mismatch && JSON.stringify(mismatch);
    this.say(JSON.stringify({ generation, mismatch }));
  }

  say(message: string): void {
    for (const listener of this.listeners) listener(message);
  }
}

/** Accepts another log, as the operator's command does it. */
export const accept = async (store: MemoryEventStore, generation: number, floors: Floors): Promise<void> => {
  const data = { generation, by: 'kim', position: positionOf(7n, 7n), expectedEventId: 'x', floors };
  const before = await store.read(LOG_STREAM);
  await store.append(LOG_STREAM, before.length - 1, [newEvent({ type: 'LogAccepted', data })]);
};

/** What a process knows of its log, with all that it knows it from, for each test of a file. */
export const withLogWatches = () => {
  let stopping = new AbortController();
  afterEach(() => {
    stopping.abort();
    stopping = new AbortController();
  });
  return (afterRestore: 'refuse' | 'serve' = 'refuse', store = new MemoryEventStore()) => {
    const redis = new ScriptedRedis();
    const changes = { seen: 0 };
    const start = (): LogWatch => {
      const log = new LogWatch({ store, redis, afterRestore, log: silentLog, signal: stopping.signal, lookEvery: 5 });
      log.onChange(() => changes.seen++);
      return log;
    };
    return { store, redis, changes, start };
  };
};
