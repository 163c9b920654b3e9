import { beforeAll, describe, expect, it } from '@jest/globals';
import { ErrorType, jsonEvent } from '@eventstore/db-client';
import type { ReadStreamOptions, ResolvedEvent } from '@eventstore/db-client';
import { ofThisFile } from '@doremi/event-sourcing/testing';
import { event, events, freshStream, numbers, withEventStore } from '../testing/eventstore.js';

describe('Streams.Read of a stream', () => {
  const store = withEventStore();
  const [stream, links] = [freshStream(), ofThisFile('links')];
  beforeAll(async () => void (await store.client.appendToStream(stream, events(5))));

  const cases: { options: ReadStreamOptions; seen: number[] }[] = [
    { options: {}, seen: [0, 1, 2, 3, 4] },
    { options: { maxCount: 2 }, seen: [0, 1] },
    { options: { maxCount: 9 }, seen: [0, 1, 2, 3, 4] },
    { options: { fromRevision: 3n }, seen: [3, 4] },
    { options: { fromRevision: 5n }, seen: [] },
    { options: { direction: 'backwards', fromRevision: 'end' }, seen: [4, 3, 2, 1, 0] },
    { options: { direction: 'backwards', fromRevision: 'end', maxCount: 1 }, seen: [4] },
    { options: { direction: 'backwards', fromRevision: 3n }, seen: [3, 2, 1, 0] },
    { options: { direction: 'backwards', fromRevision: 99n }, seen: [4, 3, 2, 1, 0] },
    { options: { direction: 'backwards', fromRevision: 'start' }, seen: [0] },
  ];
  it.each(cases)('$options', async ({ options, seen }) => {
    const read = store.client.readStream(stream, options);
    expect(await numbers(read)).toEqual(seen);
  });

  it.each<ReadStreamOptions>([{ maxCount: 0 }, { maxCount: 0, direction: 'backwards' }, { fromRevision: 'end' }])(
    '%o is refused, whether the stream is there or not',
    async (options) => {
      const refused = 'UNKNOWN: Unexpected ReadStreamResult: Error';
      for (const name of [stream, ofThisFile('nowhere')]) {
        await expect(numbers(store.client.readStream(name, options))).rejects.toThrow(refused);
      }
    },
  );

  it('answers a stream that is not there with StreamNotFound', async () => {
    const nowhere = ofThisFile('nowhere');
    await expect(numbers(store.client.readStream(nowhere))).rejects.toMatchObject({
      type: ErrorType.STREAM_NOT_FOUND,
      streamName: nowhere,
    });
  });

  it('reads more than fits into one page', async () => {
    const long = freshStream();
    await store.client.appendToStream(long, events(700));
    expect(await numbers(store.client.readStream(long))).toEqual(Array.from({ length: 700 }, (_, n) => n));
  });

  it.each([
    { resolveLinkTos: true, seen: [['Numbered', stream, '$>']] },
    { resolveLinkTos: false, seen: [['$>', links, undefined]] },
  ])('resolves links: $resolveLinkTos', async ({ resolveLinkTos, seen }) => {
    const link = { ...jsonEvent({ type: '$>', data: {} }), contentType: 'application/octet-stream' as const };
    const appended = { ...link, data: Buffer.from(`2@${stream}`) };
    await store.client.appendToStream(links, appended, { expectedRevision: 'any' });
    const read: ResolvedEvent[] = [];
    for await (const resolved of store.client.readStream(links, { resolveLinkTos, maxCount: 1 })) read.push(resolved);
    expect(read.map((resolved) => [resolved.event?.type, resolved.event?.streamId, resolved.link?.type])).toEqual(seen);
  });

  it('gives a link to what is not there as a link alone', async () => {
    const broken = freshStream();
    const link = {
      ...event(0, '$>'),
      contentType: 'application/octet-stream' as const,
      data: Buffer.from(`7@${ofThisFile('nowhere')}`),
    };
    await store.client.appendToStream(broken, link);
    for await (const { event: target, link: original } of store.client.readStream(broken, { resolveLinkTos: true })) {
      expect(target).toBeUndefined();
      expect(original?.streamId).toBe(broken);
    }
    expect.assertions(2);
  });
});

describe('Streams.Read of $all', () => {
  const store = withEventStore();
  const positions: bigint[] = [];
  beforeAll(async () => {
    for (let n = 0; n < 5; n++) {
      const { position } = await store.client.appendToStream(ofThisFile(`s-${n % 2}`), event(n));
      positions.push(position!.commit);
    }
  });
  const at = (n: number) => ({ commit: positions[n]!, prepare: positions[n]! });

  it('has strictly growing positions that are the ones of the appends', async () => {
    const read: bigint[] = [];
    for await (const { event: recorded, commitPosition } of store.client.readAll({ fromPosition: at(0) })) {
      expect(recorded?.position).toEqual({ commit: commitPosition, prepare: commitPosition });
      read.push(commitPosition!);
    }
    expect(read).toEqual(positions);
    expect(read).toEqual([...new Set(read)].sort((a, b) => Number(a - b)));
  });

  it('begins with a position, and backwards below it', async () => {
    expect(await numbers(store.client.readAll({ fromPosition: at(0) }))).toEqual([0, 1, 2, 3, 4]);
    expect(await numbers(store.client.readAll({ fromPosition: at(0), maxCount: 2 }))).toEqual([0, 1]);
    expect(await numbers(store.client.readAll({ fromPosition: at(3) }))).toEqual([3, 4]);
    const backwards = { direction: 'backwards' as const, maxCount: 3 };
    expect(await numbers(store.client.readAll({ ...backwards, fromPosition: at(3) }))).toEqual([2, 1, 0]);
    expect(await numbers(store.client.readAll({ ...backwards, fromPosition: 'end' }))).toEqual([4, 3, 2]);
  });

  it('has nothing behind the end, and nothing before the start', async () => {
    expect(await numbers(store.client.readAll({ fromPosition: 'end' }))).toEqual([]);
    expect(await numbers(store.client.readAll({ direction: 'backwards' }))).toEqual([]);
  });

  it('reads thousands of events, whether they are still in memory or not', async () => {
    const many = ofThisFile('many');
    for (let batch = 0; batch < 5; batch++) await store.client.appendToStream(many, events(500));
    const read: bigint[] = [];
    for await (const { event: recorded } of store.client.readAll()) {
      if (recorded?.streamId === many) read.push(recorded.revision);
    }
    expect(read).toEqual(Array.from({ length: 2500 }, (_, n) => BigInt(n)));
    const backwards = { direction: 'backwards' as const, fromPosition: 'end' as const, maxCount: 2505 };
    expect((await numbers(store.client.readAll(backwards))).slice(-6)).toEqual([0, 4, 3, 2, 1, 0]);
  });
});
