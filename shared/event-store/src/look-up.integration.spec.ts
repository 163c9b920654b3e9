import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { EventStoreDBClient } from '@eventstore/db-client';
import { numbersOf, type Position, positionOf, type Recorded } from '@doremi/event-sourcing';
import { withEventStore } from './testing/with-event-store.js';
import { newEvent, ofThisFile } from '@doremi/event-sourcing/testing';
import { isInvalidPosition } from './engine-faults.js';

const engine = withEventStore();
let client: EventStoreDBClient;
beforeAll(() => {
  client = EventStoreDBClient.connectionString(engine.url);
});
afterAll(() => client.dispose());

let streams = 0;
/** A stream of so many events. */
const filled = async (count: number): Promise<readonly Recorded[]> => {
  const stream = ofThisFile(`looked-up-${++streams}`);
  const events = Array.from({ length: count }, () => newEvent({ type: 'Numbered', data: {} }));
  await engine.store.append(stream, -1, events);
  return engine.store.read(stream);
};

const witnessOf = ({ position, id, stream, revision }: Recorded) => ({ position, id, stream, revision });
const beyond = (position: Position, by: bigint): Position => {
  const { commit } = numbersOf(position);
  return positionOf(commit + by, commit + by);
};

describe('what stands at a place', () => {
  test('is the event there, whatever stands before and behind it', async () => {
    for (const event of await filled(3))
      expect(await engine.store.eventAt(event.position)).toEqual({ kind: 'there', event: witnessOf(event) });
  });

  test('is nothing beyond the end', async () => {
    const [last] = await filled(1);
    if (!last) throw new Error();
    expect(await engine.store.end()).toBe(last.position);
    expect(await engine.store.eventAt(beyond(last.position, 1_000_000n))).toEqual({ kind: 'gone' });
  });

  test('is also an event of the engine itself', async () => {
    const [event] = await filled(1);
    await client.setStreamMetadata(event?.stream ?? '', { maxCount: 9 });
    const end = (await engine.store.end()) as Position;
    expect(await engine.store.eventAt(end)).toMatchObject({ kind: 'there', event: { stream: `$$${event?.stream}` } });
  });
});

describe('what stands in a stream at a revision', () => {
  test('is the event there', async () => {
    for (const event of await filled(3))
      expect(await engine.store.revisionOf(event.stream, event.revision)).toEqual({
        kind: 'there',
        event: witnessOf(event),
      });
  });

  test('never was where the stream is shorter, or not there', async () => {
    const [{ stream } = { stream: '' }] = await filled(3);
    expect(await engine.store.revisionOf(stream, 3)).toEqual({ kind: 'never' });
    expect(await engine.store.revisionOf('nobody', 0)).toEqual({ kind: 'never' });
  });

  test.each<[string, (stream: string) => Promise<unknown>]>([
    ['was deleted', (stream) => client.deleteStream(stream)],
    ['was deleted for good', (stream) => client.tombstoneStream(stream)],
    ['was cut off', (stream) => client.setStreamMetadata(stream, { truncateBefore: 2 })],
    ['was cut off as a whole', (stream) => client.setStreamMetadata(stream, { truncateBefore: 3 })],
    ['keeps few events', (stream) => client.setStreamMetadata(stream, { maxCount: 1 })],
  ])('is gone where the stream %s', async (_, lose) => {
    const [{ stream } = { stream: '' }] = await filled(3);
    await lose(stream);
    expect(await engine.store.revisionOf(stream, 1)).toEqual({ kind: 'gone' });
  });

  test('never was where a stream that was cut off is shorter', async () => {
    const [{ stream } = { stream: '' }] = await filled(3);
    await client.setStreamMetadata(stream, { truncateBefore: 2 });
    expect(await engine.store.revisionOf(stream, 5)).toEqual({ kind: 'never' });
  });

  test('is gone where the stream was deleted and began again', async () => {
    const [{ stream } = { stream: '' }] = await filled(3);
    await client.deleteStream(stream);
    await engine.store.append(stream, 2, [newEvent({ type: 'Numbered', data: {} })]);
    expect(await engine.store.revisionOf(stream, 1)).toEqual({ kind: 'gone' });
    expect(await engine.store.revisionOf(stream, 3)).toMatchObject({ kind: 'there' });
  });
});

test.each([
  ['2 UNKNOWN: Unexpected ReadAllResult: InvalidPosition', true],
  ['3 INVALID_ARGUMENT: Trying to read from an invalid position.', true],
  ['3 INVALID_ARGUMENT: Trying to read from an invalid stream.', false],
  ['14 UNAVAILABLE: Connection dropped', false],
])('%j says that no event begins at a position: %p', (message, says) => {
  expect(isInvalidPosition(new Error(message))).toBe(says);
});
