import { eventTypeFilter, EventStoreDBClient, START, type Filter } from '@eventstore/db-client';

/** Reads all events with the bare client, as its documentation does; returns how many come per second. */
export const rawReadAll = async (url: string): Promise<number> => {
  const client = EventStoreDBClient.connectionString(url);
  const startedAt = performance.now();
  let events = 0;
  for await (const { event } of client.readAll({ fromPosition: START })) if (event) events++;
  const perSecond = (events * 1_000) / (performance.now() - startedAt);
  await client.dispose();
  return perSecond;
};

/** Catches up with the bare client on the events of these types; returns how many come per second. */
export const rawCatchUp = async (url: string, types: readonly string[]): Promise<number> => {
  const { events, milliseconds } = await caughtUp(url, types);
  return (events * 1_000) / milliseconds;
};

/** How many events of these types there are. */
export const countOf = async (url: string, types: readonly string[]): Promise<number> =>
  (await caughtUp(url, types)).events;

/** Catches up with the bare client on the events of these types; how many came, and how long that took. */
export const caughtUp = async (url: string, types: readonly string[]) => {
  const client = EventStoreDBClient.connectionString(url);
  const filter: Filter = eventTypeFilter({ regex: `^(${types.join('|')})$` });
  const subscription = client.subscribeToAll({ fromPosition: START, filter });
  // It is announced ahead of the events in the client's buffer; pushed into that buffer, it is behind them.
  subscription.on('caughtUp', () => subscription.push({}));
  const startedAt = performance.now();
  let events = 0;
  for await (const { event } of subscription) {
    if (!event) break;
    events++;
  }
  const milliseconds = performance.now() - startedAt;
  await client.dispose();
  return { events, milliseconds };
};
