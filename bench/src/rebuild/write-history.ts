import { EventStore } from '@doremi/embedded-eventstore';
import { connectEventStore } from '@doremi/event-store';
import { upcast } from '@doremi/domain';
import type { Append } from './aggregate.js';
import { history } from './history.js';
import { countOf } from './raw-reads.js';

/** Streams that are appended to at once. */
const STREAMS_AT_ONCE = 200;

/** Appends that share one transaction: a commit costs much more than an append. */
const TOGETHER = 2_000;

/** Writes a history into the folder of an embedded event store that does not run yet; returns how many events it has. */
export const writeHistory = async (folder: string, events: number): Promise<number> => {
  const store = await EventStore.open(folder);
  let written = 0;
  let together: Promise<void>[] = [];
  for (const append of history(events)) {
    together.push(appendTo(store, append));
    written += append.events.length;
    if (together.length < TOGETHER) continue;
    await Promise.all(together);
    together = [];
  }
  await Promise.all(together);
  await store.close();
  return written;
};

/**
 * The same through the client, to an event store that runs: every stream in its order, many of them at once. What is there
 * from an earlier run is left as it is. Returns how many events of a history's types the log then has.
 */
export const appendHistory = async (url: string, events: number): Promise<number> => {
  const store = connectEventStore(url, upcast);
  const types = new Set<string>();
  try {
    let together = new Map<string, Promise<unknown>>();
    for (const append of history(events)) {
      for (const { event } of append.events) types.add(event.type);
      const before = together.get(append.stream) ?? Promise.resolve();
      const appended = before.then(() => appendOne(store, append));
      appended.catch(() => undefined); // it is awaited below
      together.set(append.stream, appended);
      if (together.size < STREAMS_AT_ONCE) continue;
      await Promise.all(together.values());
      together = new Map();
    }
    await Promise.all(together.values());
  } finally {
    await store.close();
  }
  return countOf(url, [...types]);
};

const appendOne = async (store: ReturnType<typeof connectEventStore>, append: Append): Promise<void> => {
  const { stream, expected, events } = append;
  try {
    await store.append(stream, expected, events);
  } catch (error) {
    throw new Error(`${stream} could not be written: has the event store that is named others' events?`, {
      cause: error,
    });
  }
};

const appendTo = async (store: EventStore, { stream, expected, events }: Append): Promise<void> => {
  const proposed = events.map(({ id, event, metadata }) => ({
    id: Buffer.from(id.replaceAll('-', ''), 'hex'),
    type: event.type,
    contentType: 'application/json',
    data: Buffer.from(JSON.stringify(event.data)),
    metadata: Buffer.from(JSON.stringify(metadata)),
  }));
  const { kind } = await store.append(stream, expected < 0 ? 'no_stream' : expected, proposed);
  if (kind !== 'appended') throw new Error(`${stream} was not at ${expected}: ${kind}`);
};
