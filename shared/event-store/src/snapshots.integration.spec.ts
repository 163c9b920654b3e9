import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { BEGINNING, type LogItem } from '@doremi/event-sourcing';
import { eventually, newEvent, ofThisFile } from '@doremi/event-sourcing/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SNAPSHOT, snapshotStream } from './snapshots.js';
import { withEventStore } from './testing/with-event-store.js';

const engine = withEventStore();
let client: EventStoreDBClient;
beforeAll(() => {
  client = EventStoreDBClient.connectionString(engine.url);
});
afterAll(() => client.dispose());

let streams = 0;
const freshStream = (): string => ofThisFile(`${++streams}`);
const numbered = (n: number, type = 'Numbered') => newEvent({ type, data: { n } });
const numbersOf = (events: readonly { readonly data: object }[]) => events.map(({ data }) => (data as { n: number }).n);

/** What is seen in the stream of a stream's snapshots. */
const seenBeside = async (stream: string): Promise<unknown[]> => {
  const data: unknown[] = [];
  for await (const { event } of client.readStream(snapshotStream(stream))) data.push(event?.data);
  return data;
};
const maxCountBeside = async (stream: string): Promise<number | undefined> =>
  (await client.getStreamMetadata(snapshotStream(stream))).metadata?.maxCount;

describe('a snapshot', () => {
  test('takes the place of the one before: no more than one is there', async () => {
    const stream = freshStream();
    for (const n of [1, 2, 3]) await engine.store.keepSnapshot(stream, { n });
    expect(await seenBeside(stream)).toEqual([{ n: 3 }]);
    expect(await maxCountBeside(stream)).toBe(1);
    expect(await engine.store.snapshotOf(stream)).toEqual({ n: 3 });
  });

  test('says once that there is one at most', async () => {
    const stream = freshStream();
    for (const n of [1, 2, 3]) await engine.store.keepSnapshot(stream, { n });
    const said: bigint[] = [];
    for await (const { event } of client.readStream(`$$${snapshotStream(stream)}`)) said.push(event?.revision ?? -1n);
    expect(said).toEqual([0n]);
  });

  test('is kept again once its stream was deleted, and is one again', async () => {
    const stream = freshStream();
    for (const n of [1, 2]) await engine.store.keepSnapshot(stream, { n });
    await client.deleteStream(snapshotStream(stream));
    expect(await engine.store.snapshotOf(stream)).toBeNull();
    for (let n = 3; n <= 20; n++) {
      await engine.store.keepSnapshot(stream, { n });
      expect(await engine.store.snapshotOf(stream)).toEqual({ n });
    }
    await eventually(async () => (await maxCountBeside(stream)) === 1);
    expect(await seenBeside(stream)).toEqual([{ n: 20 }]);
  });

  test('is neither read nor kept where its stream was ended for good, which is said', async () => {
    const stream = freshStream();
    await engine.store.keepSnapshot(stream, { n: 1 });
    await client.tombstoneStream(snapshotStream(stream));
    await expect(engine.store.snapshotOf(stream)).rejects.toThrow();
    await expect(engine.store.keepSnapshot(stream, { n: 2 })).rejects.toThrow();
  });

  test('of many who keep one at once, one is there', async () => {
    const stream = freshStream();
    await Promise.all([1, 2, 3, 4, 5].map((n) => engine.store.keepSnapshot(stream, { n })));
    expect(await seenBeside(stream)).toHaveLength(1);
  });

  test('that somebody else wrote is what they wrote, or nothing', async () => {
    const stream = freshStream();
    const event = {
      type: 'x',
      contentType: 'application/octet-stream' as const,
      data: Buffer.from('x'),
      id: numbered(1).id,
    };
    await client.appendToStream(snapshotStream(stream), { ...event, metadata: Buffer.alloc(0) });
    expect(await engine.store.snapshotOf(stream)).toBeNull();
    await client.appendToStream(snapshotStream(stream), jsonEvent({ type: 'x', data: { other: true } }));
    expect(await engine.store.snapshotOf(stream)).toEqual({ other: true });
  });
});

describe('nobody else hears of it', () => {
  /** What a subscription brings of a stream whose state is kept three times, and of what is kept. */
  const heard = async (types?: readonly string[]): Promise<{ heard: unknown[]; last: string }> => {
    const stream = freshStream();
    const after = (await engine.store.end()) ?? BEGINNING;
    for (const n of [1, 2, 3]) await engine.store.keepSnapshot(stream, { n });
    const kept = await engine.store.end();
    const type = ofThisFile(`Type${streams}`);
    const last = numbered(9, type);
    await engine.store.append(stream, -1, [last]);
    const stopping = new AbortController();
    const items: LogItem[] = [];
    const options = { after, signal: stopping.signal, ...(types && { types: [...types, type] }) };
    for await (const item of engine.store.subscribe(options)) {
      items.push(item);
      if (item.kind === 'event' && item.event.id === last.id) stopping.abort();
    }
    const ours = items.map((item) => {
      if (item.kind === 'passed') return item.position === kept && 'what is kept';
      return item.kind === 'event' && item.event.stream.endsWith(stream) && item.event.id;
    });
    return { heard: ours.filter((one) => one !== false), last: last.id };
  };

  test.each([
    ['neither who hears every event', undefined],
    ['nor who hears those of a rebuild', ['Numbered']],
  ])('%s', async (_, types) => {
    const { heard: is, last } = await heard(types);
    expect(is).toEqual([last]);
  });

  test('nor a policy, whatever types it names', async () => {
    const stream = freshStream();
    const type = ofThisFile(`Type${streams}`);
    await engine.store.keepSnapshot(stream, { n: 1 });
    const last = numbered(9, type);
    await engine.store.append(stream, -1, [last]);
    const stopping = new AbortController();
    const given: string[] = [];
    for await (const { event, ack } of engine.store.consume(type, [type, `\\${SNAPSHOT}`], stopping.signal)) {
      given.push(event.id);
      await ack();
      stopping.abort();
    }
    expect(given).toEqual([last.id]);
  });
});

describe('the newest events of a stream', () => {
  test('come oldest first, and say whether they are all', async () => {
    const stream = freshStream();
    await engine.store.append(
      stream,
      -1,
      [0, 1, 2, 3].map((n) => numbered(n)),
    );
    const end = await engine.store.newest(stream, 3);
    expect([numbersOf(end.events), end.isAll]).toEqual([[1, 2, 3], false]);
    expect(end.events).toEqual(await engine.store.read(stream, 1));
    expect((await engine.store.newest(stream, 4)).isAll).toBe(false);
    const all = await engine.store.newest(stream, 5);
    expect([numbersOf(all.events), all.isAll]).toEqual([[0, 1, 2, 3], true]);
  });

  test('are none of a stream that is not there', async () => {
    expect(await engine.store.newest(freshStream(), 3)).toEqual({ events: [], isAll: true });
  });

  test('are not all where another program wrote at its end', async () => {
    const stream = freshStream();
    await engine.store.append(stream, -1, [numbered(0)]);
    for (let n = 0; n < 3; n++) await client.appendToStream(stream, jsonEvent({ type: 'x', data: {} }));
    expect(await engine.store.newest(stream, 3)).toEqual({ events: [], isAll: false });
    expect(numbersOf((await engine.store.newest(stream, 4)).events)).toEqual([0]);
  });
});
