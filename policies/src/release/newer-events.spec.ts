import { positionOf, type Recorded } from '@doremi/event-sourcing';
import { describe, expect, test } from '@jest/globals';
import { happened, readable } from '../testing/happened.js';
import { newerEvents, raisedSince } from './newer-events.js';

const BEFORE = 'CartOrdered.2 MenuAddHeld.3';
const NOW = 'CartOrdered.3 MenuAddHeld.3 StoreRegistered.2';

const places = [1n, 2n, 3n, 4n, 5n, 6n].map((place) => positionOf(place, place));
/** One event each, at places of their own, in these versions. */
const log = (...events: readonly (readonly [type: string, schemaVersion: number])[]): Recorded[] =>
  events.map(([type, schemaVersion], index) => {
    const event = happened({ type, data: {} });
    const position = places[index] ?? event.position;
    return { ...event, position, stream: `s-${index}`, metadata: { ...event.metadata, schemaVersion } };
  });

const written = (events: readonly Recorded[], after: (typeof places)[number] | null = null, known = BEFORE) =>
  newerEvents(readable(events), { known, ours: NOW, after });

test('a release may write what it knows in a higher version than the one before, also where that knew one only', () => {
  expect([...raisedSince(BEFORE, NOW)]).toEqual([
    ['CartOrdered', 3],
    ['StoreRegistered', 2],
  ]);
  expect([...raisedSince(NOW, NOW)]).toEqual([]);
  // Nothing is known of a release that did not say: whatever has more than one version may be news to it.
  expect(raisedSince('', NOW).size).toBe(3);
});

describe('of the events in newer versions', () => {
  test('the first of each type is told, with where it stands', async () => {
    const events = log(['CartOrdered', 2], ['CartOrdered', 3], ['StoreRegistered', 2], ['CartOrdered', 3]);
    expect(await written(events)).toMatchObject([
      { type: 'CartOrdered', schemaVersion: 3, stream: 's-1', at: events[1]?.metadata.occurredAt },
      { type: 'StoreRegistered', schemaVersion: 2, stream: 's-2' },
    ]);
  });

  test('what an older version could say as well is none', async () => {
    expect(await written(log(['CartOrdered', 1], ['CartOrdered', 2], ['MenuAddHeld', 3]))).toEqual([]);
  });

  test('what stood in the log before is none', async () => {
    const events = log(['CartOrdered', 3], ['CartOrdered', 2]);
    expect(await written(events, places[0])).toEqual([]);
  });

  test('there is none where both releases know the same, and nothing is read', async () => {
    const unread = { subscribe: () => { throw new Error('nobody should read'); } }; // prettier-ignore
    expect(await newerEvents(unread, { known: NOW, ours: NOW, after: null })).toEqual([]);
  });
});
