import { upcast } from '@doremi/domain';
import { type EventStore, type SnapshotStore, WrongExpectedRevision } from '@doremi/event-sourcing';
import { withEventStore } from '@doremi/event-store/testing';
import { newEvent } from '@doremi/event-sourcing/testing';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MemoryEventStore } from './memory-event-store.js';

const engine = withEventStore(upcast);
const known = Array.from({ length: 5 }, (_, n) => newEvent({ type: 'Numbered', data: { n } }));

/** What an append came to, and what the stream holds then. Positions are each store's own. */
const tried = async (
  store: EventStore & SnapshotStore,
  stream: string,
  expected: number,
  numbers: readonly number[],
) => {
  const events = numbers.flatMap((n) => known[n] ?? []);
  const outcome = await store.append(stream, expected, events).then(
    ({ revision }) => revision,
    (error: unknown) => (error instanceof WrongExpectedRevision ? 'wrong revision' : error),
  );
  const there = (await store.read(stream)).map(({ id, revision }) => ({ id, revision }));
  const part = (await store.read(stream, 1, 2)).map(({ id }) => id);
  const { events: end, isAll } = await store.newest(stream, 3);
  return { outcome, there, part, newest: end.map(({ id }) => id), isAll };
};

test('whatever is appended where, it comes to the same as on the event store', async () => {
  const expected = fc.integer({ min: -1, max: 4 });
  // Few different events, so that repetitions at the same and at other places come about.
  const numbers = fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 3 });
  let stream = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(expected, numbers), { maxLength: 12 }), async (appends) => {
      const name = `stream-${++stream}`;
      const memory = new MemoryEventStore();
      for (const append of appends)
        expect(await tried(memory, name, ...append)).toEqual(await tried(engine.store, name, ...append));
    }),
    { numRuns: 30 },
  );
});

test('what is kept beside a stream is what was kept last, and none of its events', async () => {
  for (const store of [new MemoryEventStore(), engine.store]) {
    expect(await store.snapshotOf('kept-1')).toBeNull();
    for (const count of [1, 2]) await store.keepSnapshot('kept-1', { count, names: ['a'], none: null });
    expect(await store.snapshotOf('kept-1')).toEqual({ count: 2, names: ['a'], none: null });
    expect([await store.read('kept-1'), await store.snapshotOf('kept-2')]).toEqual([[], null]);
  }
});
