import { newEvent } from '@doremi/event-sourcing/testing';
import { withEventStore } from '@doremi/event-store/testing';
import { expect, test } from '@jest/globals';
import { newerEvents } from './newer-events.js';

const engine = withEventStore();

/** An event in that version, in a stream of its own; the type is this test's. */
const appended = (stream: string, schemaVersion: number) =>
  engine.store.append(stream, -1, [newEvent({ type: 'ReleaseTried', data: {} }, { schemaVersion })]);

test('an event in a newer version is found behind the place where the release began, and only there', async () => {
  const written = (after: Parameters<typeof newerEvents>[1]['after']) =>
    newerEvents(engine.store, { known: 'ReleaseTried.2', ours: 'ReleaseTried.3', after });
  await appended('release-1', 2);
  const end = await engine.store.end();
  expect(await written(end)).toEqual([]);
  await appended('release-2', 3);
  expect(await written(end)).toMatchObject([{ type: 'ReleaseTried', schemaVersion: 3, stream: 'release-2' }]);
  expect(await written(null)).toHaveLength(1);
  expect(await written(await engine.store.end())).toEqual([]);
});
