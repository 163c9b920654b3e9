import { eventTypeFilter, EventStoreDBClient, START, type Filter } from '@eventstore/db-client';

/** What the bare client read, and how fast. */
export interface RawRead {
  readonly count: number;
  readonly perSecond: number;
}

/** Reads all events with the bare client, as its documentation does. */
export const rawReadAll = (url: string): Promise<RawRead> =>
  timed(url, async (client) => {
    let count = 0;
    for await (const { event } of client.readAll({ fromPosition: START })) if (event) count++;
    return count;
  });

/** Catches up with the bare client on the events of these types. */
export const rawCatchUp = (url: string, types: readonly string[]): Promise<RawRead> =>
  timed(url, async (client) => {
    const filter: Filter = eventTypeFilter({ regex: `^(${types.join('|')})$` });
    const subscription = client.subscribeToAll({ fromPosition: START, filter });
    // It is announced ahead of the events in the client's buffer; pushed into that buffer, it is behind them.
    subscription.on('caughtUp', () => subscription.push({}));
    let count = 0;
    for await (const { event } of subscription) {
      if (!event) break;
      count++;
    }
    return count;
  });

/** How many events of these types there are. */
export const countOf = async (url: string, types: readonly string[]): Promise<number> =>
  (await rawCatchUp(url, types)).count;

const timed = async (url: string, read: (client: EventStoreDBClient) => Promise<number>): Promise<RawRead> => {
  const client = EventStoreDBClient.connectionString(url);
  try {
    const startedAt = performance.now();
    const count = await read(client);
    return { count, perSecond: (count * 1_000) / (performance.now() - startedAt) };
  } finally {
    await client.dispose();
  }
};
