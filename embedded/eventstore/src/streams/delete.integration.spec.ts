import { describe, expect, it } from '@jest/globals';
import { ErrorType } from '@eventstore/db-client';
import type { AppendExpectedRevision } from '@eventstore/db-client';
import { event, events, eventually, freshStream, numbers, withEventStore } from '../testing/eventstore.js';

const store = withEventStore();
const streamOf = async (count: number): Promise<string> => {
  const stream = freshStream();
  await store.client.appendToStream(stream, events(count));
  return stream;
};

describe('Streams.Delete', () => {
  it('takes the events away from readers of the stream, not from $all', async () => {
    const stream = await streamOf(2);
    const { position } = await store.client.deleteStream(stream);
    expect(position!.commit).toBeGreaterThan(0n);
    await expect(numbers(store.client.readStream(stream))).rejects.toMatchObject({ type: ErrorType.STREAM_NOT_FOUND });
    const left: string[] = [];
    for await (const { event: recorded } of store.client.readAll()) left.push(recorded!.streamId);
    expect(left.filter((name) => name === stream)).toHaveLength(2);
  });

  it.each<AppendExpectedRevision>(['any', 'no_stream', 1n])(
    'lets the stream come back, expecting %s, and its revisions go on',
    async (expectedRevision) => {
      const stream = await streamOf(2);
      await store.client.deleteStream(stream);
      const { nextExpectedRevision } = await store.client.appendToStream(stream, event(7), { expectedRevision });
      expect(nextExpectedRevision).toBe(2n);
      expect(await numbers(store.client.readStream(stream))).toEqual([7]);
      const { metadata } = await store.client.getStreamMetadata(stream);
      expect(metadata?.truncateBefore).toBe(2);
    },
  );

  it('answers an append that expects the stream to exist with StreamDeleted', async () => {
    const stream = await streamOf(1);
    await store.client.deleteStream(stream);
    const appended = store.client.appendToStream(stream, event(1), { expectedRevision: 'stream_exists' });
    await expect(appended).rejects.toMatchObject({ type: ErrorType.STREAM_DELETED, streamName: stream });
  });

  it('brings a stream back, empty, when it is given metadata', async () => {
    const stream = await streamOf(2);
    await store.client.deleteStream(stream);
    await store.client.setStreamMetadata(stream, { maxCount: 5, colour: 'red' });
    // The engine writes what hides the former events a moment after what it was given.
    await eventually(async () => (await numbers(store.client.readStream(stream))).length === 0);
    const { metadata } = await store.client.getStreamMetadata(stream);
    expect(metadata).toMatchObject({ maxCount: 5, truncateBefore: 2, colour: 'red' });
  });

  it.each([
    { expectedRevision: 0n, version: 0n },
    { expectedRevision: 'no_stream' as const, version: -1n },
  ])('checks the expected revision $expectedRevision', async ({ expectedRevision, version }) => {
    const stream = await streamOf(2);
    await expect(store.client.deleteStream(stream, { expectedRevision })).rejects.toMatchObject({
      type: ErrorType.WRONG_EXPECTED_VERSION,
      streamName: stream,
      expectedVersion: version,
      actualVersion: 1n,
    });
    expect(await numbers(store.client.readStream(stream))).toHaveLength(2);
  });

  it('refuses to delete a stream that was never there', async () => {
    await expect(store.client.deleteStream(freshStream())).rejects.toMatchObject({
      type: ErrorType.WRONG_EXPECTED_VERSION,
    });
  });
});

describe('Streams.Tombstone', () => {
  it('ends a stream for good: reads, appends, deletions and metadata answer StreamDeleted', async () => {
    const stream = await streamOf(1);
    await store.client.tombstoneStream(stream);
    const deleted = { type: ErrorType.STREAM_DELETED };
    await expect(numbers(store.client.readStream(stream))).rejects.toMatchObject({ ...deleted, streamName: stream });
    await expect(store.client.appendToStream(stream, event(1))).rejects.toMatchObject(deleted);
    await expect(store.client.deleteStream(stream)).rejects.toMatchObject(deleted);
    await expect(store.client.tombstoneStream(stream)).rejects.toMatchObject(deleted);
    await expect(store.client.setStreamMetadata(stream, { maxCount: 1 })).rejects.toMatchObject(deleted);
  });

  it('answers Streams.Append with StreamDeleted too', async () => {
    const stream = await streamOf(1);
    await store.client.tombstoneStream(stream);
    const credentials = { username: 'admin', password: 'changeit' };
    await expect(store.client.appendToStream(stream, event(1), { credentials })).rejects.toMatchObject({
      type: ErrorType.STREAM_DELETED,
    });
  });

  it('leaves an event of the highest revision in $all', async () => {
    const stream = freshStream();
    await store.client.tombstoneStream(stream);
    const read = store.client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 1 });
    for await (const { event: recorded } of read) {
      expect(recorded).toMatchObject({ type: '$streamDeleted', streamId: stream, revision: 9223372036854775807n });
    }
    expect.assertions(1);
  });

  it('checks the expected revision', async () => {
    const stream = await streamOf(2);
    await expect(store.client.tombstoneStream(stream, { expectedRevision: 0n })).rejects.toMatchObject({
      type: ErrorType.WRONG_EXPECTED_VERSION,
      actualVersion: 1n,
    });
  });
});
