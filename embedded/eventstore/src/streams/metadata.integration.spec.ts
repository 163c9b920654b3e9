import { describe, expect, it } from '@jest/globals';
import { event, events, eventually, freshStream, numbers, withEventStore } from '../testing/eventstore.js';

const store = withEventStore();

describe('Stream metadata (Streams.Append to $$stream)', () => {
  it('comes back as it was set', async () => {
    const stream = freshStream();
    expect(await store.client.getStreamMetadata(stream)).toEqual({ streamName: stream });
    const metadata = { maxCount: 3, maxAge: 60, truncateBefore: 1, cacheControl: 9, colour: 'red' };
    await store.client.setStreamMetadata(stream, metadata);
    expect((await store.client.getStreamMetadata(stream)).metadata).toMatchObject(metadata);
  });

  it.each([
    { metadata: { maxCount: 2 }, forwards: [3, 4] },
    { metadata: { truncateBefore: 3 }, forwards: [3, 4] },
    { metadata: { truncateBefore: 4, maxCount: 3 }, forwards: [4] },
    { metadata: { truncateBefore: 9 }, forwards: [] },
    { metadata: { maxAge: 3600 }, forwards: [0, 1, 2, 3, 4] },
  ])('$metadata takes effect in both directions', async ({ metadata, forwards }) => {
    const stream = freshStream();
    await store.client.appendToStream(stream, events(5));
    await store.client.setStreamMetadata(stream, metadata);
    expect(await numbers(store.client.readStream(stream))).toEqual(forwards);
    const backwards = store.client.readStream(stream, { direction: 'backwards', fromRevision: 'end' });
    expect(await numbers(backwards)).toEqual([...forwards].reverse());
  });

  it('$maxCount slides with the stream', async () => {
    const stream = freshStream();
    await store.client.setStreamMetadata(stream, { maxCount: 2 });
    for (let n = 0; n < 4; n++) await store.client.appendToStream(stream, event(n));
    expect(await numbers(store.client.readStream(stream))).toEqual([2, 3]);
  });

  it('$maxAge lets events disappear', async () => {
    const stream = freshStream();
    await store.client.setStreamMetadata(stream, { maxAge: 1 });
    await store.client.appendToStream(stream, event(0));
    expect(await numbers(store.client.readStream(stream))).toEqual([0]);
    await eventually(async () => (await numbers(store.client.readStream(stream))).length === 0);
  });

  it('metadata that is no JSON has no effect', async () => {
    const stream = freshStream();
    await store.client.appendToStream(stream, events(2));
    await store.client.appendToStream(`$$${stream}`, { ...event(0, '$metadata'), data: 'no object' as never });
    expect(await numbers(store.client.readStream(stream))).toEqual([0, 1]);
  });

  it('a metadata stream shows its last event only', async () => {
    const stream = freshStream();
    for (const maxCount of [1, 2, 3]) await store.client.setStreamMetadata(stream, { maxCount });
    const seen: bigint[] = [];
    for await (const { event: recorded } of store.client.readStream(`$$${stream}`)) seen.push(recorded!.revision);
    expect(seen).toEqual([2n]);
  });
});
