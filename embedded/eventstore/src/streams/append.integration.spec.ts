import { describe, expect, it } from '@jest/globals';
import { binaryEvent, ErrorType, jsonEvent } from '@eventstore/db-client';
import type { AppendExpectedRevision, EventStoreDBClient } from '@eventstore/db-client';
import { event, events, freshStream, numbers, onServer, withEventStore } from '../testing/eventstore.js';

const MIB = 1024 * 1024;
const credentials = { username: 'admin', password: 'changeit' };

// The client uses Append instead of BatchAppend for a call that has credentials of its own.
describe.each([
  { rpc: 'Streams.BatchAppend', options: {} },
  { rpc: 'Streams.Append', options: { credentials } },
])('$rpc', ({ options }) => {
  const store = withEventStore();
  const append = (stream: string, what: Parameters<typeof store.client.appendToStream>[1], more = {}) =>
    store.client.appendToStream(stream, what, { ...options, ...more });

  it('answers with the revision and the position of the last event', async () => {
    const stream = freshStream();
    const first = await append(stream, events(2));
    const second = await append(stream, event(2));
    expect(first).toMatchObject({ success: true, nextExpectedRevision: 1n });
    expect(second.nextExpectedRevision).toBe(2n);
    expect(second.position!.commit).toBeGreaterThan(first.position!.commit);
    expect(second.position!.prepare).toBe(second.position!.commit);
  });

  it('keeps type, id, data, metadata and content type', async () => {
    const stream = freshStream();
    const json = jsonEvent({ type: 'Json', data: { text: '피자 🍕' }, metadata: { by: 'me' } });
    const binary = binaryEvent({ type: 'Binary', data: Buffer.from([0, 1, 255]), metadata: Buffer.from([7]) });
    const before = Date.now();
    await append(stream, [json, binary]);
    const read: unknown[] = [];
    for await (const { event: recorded } of store.client.readStream(stream)) read.push(recorded);
    expect(read).toMatchObject([
      { id: json.id, type: 'Json', isJson: true, data: { text: '피자 🍕' }, metadata: { by: 'me' }, revision: 0n },
      { id: binary.id, type: 'Binary', isJson: false, data: Uint8Array.of(0, 1, 255), revision: 1n },
    ]);
    const { created } = read[0] as { created: Date };
    expect(created.getTime()).toBeGreaterThanOrEqual(before);
    expect(created.getTime()).toBeLessThanOrEqual(Date.now());
  });

  const cases: { has: number; expected: AppendExpectedRevision; ok: boolean }[] = [
    { has: 0, expected: 'any', ok: true },
    { has: 2, expected: 'any', ok: true },
    { has: 0, expected: 'no_stream', ok: true },
    { has: 2, expected: 'no_stream', ok: false },
    { has: 0, expected: 'stream_exists', ok: false },
    { has: 2, expected: 'stream_exists', ok: true },
    { has: 0, expected: 0n, ok: false },
    { has: 2, expected: 0n, ok: false },
    { has: 2, expected: 1n, ok: true },
    { has: 2, expected: 2n, ok: false },
  ];
  it.each(cases)('expecting $expected of a stream of $has events: ok is $ok', async ({ has, expected, ok }) => {
    const stream = freshStream();
    if (has > 0) await append(stream, events(has));
    const appended = append(stream, event(9), { expectedRevision: expected });
    if (ok) {
      expect((await appended).nextExpectedRevision).toBe(BigInt(has));
    } else {
      await expect(appended).rejects.toMatchObject({
        type: ErrorType.WRONG_EXPECTED_VERSION,
        streamName: stream,
        expectedVersion: expected,
        actualVersion: has === 0 ? 'no_stream' : BigInt(has - 1),
      });
      if (has > 0) expect(await numbers(store.client.readStream(stream))).toHaveLength(has);
    }
  });

  it.each<AppendExpectedRevision>(['any', 'stream_exists', 0n])(
    'takes the same events again, expecting %s, as a repetition',
    async (expectedRevision) => {
      const stream = freshStream();
      await append(stream, event(0));
      const batch = [event(1), event(2)];
      const first = await append(stream, batch, { expectedRevision });
      await append(stream, event(3));
      expect(await append(stream, batch, { expectedRevision })).toEqual(first);
      expect(await numbers(store.client.readStream(stream))).toEqual([0, 1, 2, 3]);
    },
  );

  it.each<AppendExpectedRevision>(['any', 'no_stream'])(
    'refuses events, expecting %s, of which only the first are there already',
    async (expectedRevision) => {
      const stream = freshStream();
      const known = event(0);
      await append(stream, known);
      await expect(append(stream, [known, event(1)], { expectedRevision })).rejects.toMatchObject({
        type: ErrorType.WRONG_EXPECTED_VERSION,
        actualVersion: 0n,
      });
    },
  );

  it.each([0, 2])('takes no events, of a stream that has %s, and gives a position', async (has) => {
    const stream = freshStream();
    const before = await append(freshStream(), event(0));
    if (has > 0) await append(stream, events(has));
    const { success, nextExpectedRevision, position } = await append(stream, []);
    expect({ success, nextExpectedRevision }).toEqual({ success: true, nextExpectedRevision: has === 0 ? 0n : 1n });
    expect(position!.commit).toBeGreaterThan(before.position!.commit);
    expect((await append(stream, event(9))).nextExpectedRevision).toBe(BigInt(has));
    await expect(append(stream, [], { expectedRevision: 7n })).rejects.toMatchObject({
      type: ErrorType.WRONG_EXPECTED_VERSION,
    });
  });

  it('lets the same event id into another stream', async () => {
    const same = event(0);
    const [one, other] = [freshStream(), freshStream()];
    await append(one, same);
    await append(other, same);
    expect(await numbers(store.client.readStream(other))).toEqual([0]);
  });

  it('takes 1 MiB of data and no more, and then appends nothing', async () => {
    const [fits, tooBig] = [freshStream(), freshStream()];
    const half = () => binaryEvent({ type: 'Half', data: Buffer.alloc(MIB / 2) });
    await append(fits, [half(), half()]);
    const more = binaryEvent({ type: 'Byte', data: Buffer.alloc(1) });
    await expect(append(tooBig, [half(), half(), more])).rejects.toMatchObject({
      type: ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED,
      maxAppendSize: MIB,
    });
    await expect(numbers(store.client.readStream(tooBig))).rejects.toMatchObject({ type: ErrorType.STREAM_NOT_FOUND });
  });

  it('appends to many streams at once, each in its own order', async () => {
    const names = Array.from({ length: 20 }, freshStream);
    await Promise.all(
      names.map(async (stream) => {
        for (let n = 0; n < 20; n++) await append(stream, event(n), n ? { expectedRevision: BigInt(n - 1) } : {});
      }),
    );
    for (const stream of names) {
      expect(await numbers(store.client.readStream(stream))).toEqual(Array.from({ length: 20 }, (_, n) => n));
    }
  });
});

describe('Streams.BatchAppend, particular', () => {
  const store = withEventStore();

  it('puts an append together that comes in several messages', async () => {
    const stream = freshStream();
    const result = await store.client.appendToStream(stream, events(50), { batchAppendSize: 300 });
    expect(result.nextExpectedRevision).toBe(49n);
    expect(await numbers(store.client.readStream(stream))).toHaveLength(50);
  });

  it('answers an append whose deadline has passed with DeadlineExceeded, and appends nothing', async () => {
    const stream = freshStream();
    await expect(store.client.appendToStream(stream, event(0), { deadline: -1 })).rejects.toMatchObject({
      type: ErrorType.DEADLINE_EXCEEDED,
    });
    await expect(numbers(store.client.readStream(stream))).rejects.toMatchObject({ type: ErrorType.STREAM_NOT_FOUND });
  });

  it('refuses a stream without a name', async () => {
    await expect(store.client.appendToStream('', event(0))).rejects.toThrow(/BadRequest/);
  });
});

describe('KurrentDB 25.0', () => {
  it.each([
    { rpc: 'BatchAppend', options: {} },
    { rpc: 'Append', options: { credentials } },
  ])('$rpc counts type and metadata of an event too', async ({ options }) => {
    const append = async (client: EventStoreDBClient, bytes: number, metadata = 0) => {
      const data = Buffer.alloc(bytes);
      const proposed = binaryEvent({ type: 'Type', data, metadata: Buffer.alloc(metadata) });
      return client.appendToStream('stream', proposed, options);
    };
    const use = async (client: EventStoreDBClient) => {
      const ofType = 2 * 'Type'.length;
      expect((await append(client, MIB - ofType)).success).toBe(true);
      expect((await append(client, MIB - ofType - 10, 10)).success).toBe(true);
      const refused = { type: ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED, maxAppendSize: MIB };
      await expect(append(client, MIB)).rejects.toMatchObject(refused);
      await expect(append(client, MIB - ofType, 1)).rejects.toMatchObject(refused);
    };
    await onServer(null, use, '25.0');
  });
});
