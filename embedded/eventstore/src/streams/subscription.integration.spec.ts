import { describe, expect, it } from '@jest/globals';
import { ErrorType, eventTypeFilter, excludeSystemEvents, streamNameFilter } from '@eventstore/db-client';
import type { Filter } from '@eventstore/db-client';
import { event, events, eventually, freshStream, numbers, take, withEventStore } from '../testing/eventstore.js';

const store = withEventStore();

describe('Streams.Read, subscribed to a stream', () => {
  it('sends what is there, says that it has caught up, then sends what comes', async () => {
    const stream = freshStream();
    await store.client.appendToStream(stream, events(3));
    const log: unknown[] = [];
    const subscription = store.client.subscribeToStream(stream);
    subscription
      .on('confirmation', () => log.push('confirmed'))
      .on('caughtUp', () => log.push('caught up'))
      .on('data', ({ event: recorded }) => log.push((recorded!.data as { n: number }).n));
    await eventually(() => log.includes('caught up'));
    await store.client.appendToStream(stream, event(3));
    await eventually(() => log.includes(3));
    // The client hands events over a little later than it tells of caught-up.
    expect(log.filter((entry) => typeof entry === 'number')).toEqual([0, 1, 2, 3]);
    expect(log[0]).toBe('confirmed');
    await subscription.unsubscribe();
  });

  it.each([
    { fromRevision: 'start' as const, seen: [0, 1, 2, 3] },
    { fromRevision: 1n, seen: [2, 3] },
    { fromRevision: 'end' as const, seen: [3] },
  ])('begins after $fromRevision', async ({ fromRevision, seen }) => {
    const stream = freshStream();
    await store.client.appendToStream(stream, events(3));
    const subscription = store.client.subscribeToStream(stream, { fromRevision });
    const caughtUp = new Promise((resolve) => subscription.once('caughtUp', resolve));
    subscription.resume().pause();
    await caughtUp;
    await store.client.appendToStream(stream, event(3));
    const got = await take(seen.length, subscription);
    expect(got.map(({ event: recorded }) => (recorded!.data as { n: number }).n)).toEqual(seen);
    await subscription.unsubscribe();
  });

  it('waits for a stream that is not there yet', async () => {
    const stream = freshStream();
    const subscription = store.client.subscribeToStream(stream);
    const first = take(1, subscription);
    await store.client.appendToStream(stream, event(7));
    expect((await first)[0]!.event?.data).toEqual({ n: 7 });
    await subscription.unsubscribe();
  });

  it('ends with StreamDeleted when the stream is tombstoned', async () => {
    const stream = freshStream();
    await store.client.appendToStream(stream, event(0));
    const subscription = store.client.subscribeToStream(stream);
    const deleted = { type: ErrorType.STREAM_DELETED, streamName: stream };
    const ends = expect(numbers(subscription)).rejects.toMatchObject(deleted);
    await store.client.tombstoneStream(stream);
    await ends;
  });
});

describe('Streams.Read, subscribed to $all', () => {
  it('begins after a position and goes on live', async () => {
    const stream = freshStream();
    const { position } = await store.client.appendToStream(stream, event(0));
    await store.client.appendToStream(stream, event(1));
    const subscription = store.client.subscribeToAll({ fromPosition: position! });
    const got = take(2, subscription);
    await store.client.appendToStream(stream, event(2));
    expect((await got).map(({ event: recorded }) => recorded?.data)).toEqual([{ n: 1 }, { n: 2 }]);
    await subscription.unsubscribe();
  });

  const filters: { name: string; filter: (stream: string) => Filter; seen: string[] }[] = [
    { name: 'type prefix', filter: () => eventTypeFilter({ prefixes: ['Menu', 'Zzz'] }), seen: ['MenuA', 'MenuB'] },
    { name: 'type regex', filter: () => eventTypeFilter({ regex: '^(MenuB|Cart)$' }), seen: ['MenuB', 'Cart'] },
    { name: 'stream prefix', filter: (s) => streamNameFilter({ prefixes: [s] }), seen: ['MenuA', 'MenuB', 'Cart'] },
    { name: 'stream regex', filter: (s) => streamNameFilter({ regex: `^${s}$` }), seen: ['MenuA', 'MenuB', 'Cart'] },
    { name: 'no system events', filter: () => excludeSystemEvents(), seen: ['MenuA', 'MenuB', 'Cart'] },
  ];
  it.each(filters)('filters by $name', async ({ filter, seen }) => {
    const stream = freshStream();
    const { position } = await store.client.appendToStream(freshStream(), event(0));
    await store.client.setStreamMetadata(stream, { maxCount: 10 });
    await store.client.appendToStream(stream, [event(0, 'MenuA'), event(1, 'MenuB'), event(2, 'Cart')]);
    const subscription = store.client.subscribeToAll({ fromPosition: position!, filter: filter(stream) });
    const got = await take(seen.length, subscription);
    expect(got.map(({ event: recorded }) => recorded?.type)).toEqual(seen);
    await subscription.unsubscribe();
  });

  it('refuses a regular expression that is none', async () => {
    const subscription = store.client.subscribeToAll({ filter: eventTypeFilter({ regex: '(' }) });
    await expect(numbers(subscription)).rejects.toThrow('UNKNOWN: Exception was thrown by handler.');
  });
});

describe('Streams.Read, many at once', () => {
  it('serves others while one does not read, and that one later from disk', async () => {
    const stream = freshStream();
    const slow = store.client.subscribeToStream(stream, {}, { highWaterMark: 1 });
    await new Promise((resolve) => slow.once('confirmation', resolve));
    const fast = store.client.subscribeToStream(stream);
    const fastGot = take(3000, fast);
    for (let batch = 0; batch < 6; batch++) await store.client.appendToStream(stream, events(500));
    expect(await fastGot).toHaveLength(3000);
    const slowGot = await take(3000, slow);
    expect(slowGot.at(-1)?.event?.revision).toBe(2999n);
    await Promise.all([slow.unsubscribe(), fast.unsubscribe()]);
  });

  it('keeps 90 subscriptions of a connection up to date', async () => {
    const stream = freshStream();
    const all = Array.from({ length: 90 }, () => store.client.subscribeToStream(stream));
    const got = Promise.all(all.map((subscription) => take(5, subscription)));
    for (let n = 0; n < 5; n++) await store.client.appendToStream(stream, event(n));
    for (const seen of await got)
      expect(seen.map(({ event: recorded }) => recorded?.revision)).toEqual([0n, 1n, 2n, 3n, 4n]);
    await Promise.all(all.map((subscription) => subscription.unsubscribe()));
  });
});
