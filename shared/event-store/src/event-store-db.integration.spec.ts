import { beforeAll, describe, expect, test } from '@jest/globals';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import {
  BEGINNING,
  type EventStore,
  type LogItem,
  type Position,
  type SubscribeOptions,
  type Upcast,
  WrongExpectedRevision,
} from '@doremi/event-sourcing';
import { newEvent, ofThisFile } from '@doremi/event-sourcing/testing';
import { eventStoreOn } from './event-store-db.js';
import { withEventStore } from './testing/with-event-store.js';

/** Version 1 of a Renamed had no name. */
const upcast: Upcast = (type, version, data) => ({
  type,
  data: type === 'Renamed' && version === 1 ? { ...data, name: '' } : data,
});
const engine = withEventStore(upcast);

let streams = 0;
const freshStream = (): string => ofThisFile(`${++streams}`);
const numbered = (n: number, type = 'Numbered') => newEvent({ type, data: { n } });
const numbersOf = (events: readonly { readonly data: object }[]) => events.map(({ data }) => (data as { n: number }).n);

/** A type that no other test's events have. */
const freshType = (): string => ofThisFile(`Type${++streams}`);

describe('append and read', () => {
  test('what was appended is read back with its envelope, from any revision and at most so many', async () => {
    const { store } = engine;
    const stream = freshStream();
    const events = [numbered(0), numbered(1), numbered(2)];
    const { revision, position } = await store.append(stream, -1, events);
    expect(revision).toBe(2);
    const read = await store.read(stream);
    expect(read).toEqual(
      events.map(({ id, event, metadata }, index) => ({
        ...event,
        id,
        stream,
        revision: index,
        position: expect.any(String),
        metadata,
      })),
    );
    expect(read.at(-1)?.position).toBe(position);
    expect(numbersOf(await store.read(stream, 1))).toEqual([1, 2]);
    expect(numbersOf(await store.read(stream, 1, 1))).toEqual([1]);
    expect(await store.read(stream, 3)).toEqual([]);
  });

  test('a stream that is not there has no events', async () => {
    expect(await engine.store.read(freshStream())).toEqual([]);
    expect(await engine.store.read(freshStream(), 5)).toEqual([]);
  });

  test.each([
    ['is not there, and should be', [], 0],
    ['is there, and should not be', [0], -1],
    ['is further', [0, 1], 0],
    ['is not so far yet', [0], 1],
  ])('a stream that %s takes nothing', async (_, before, expected) => {
    const { store } = engine;
    const stream = freshStream();
    if (before.length > 0)
      await store.append(
        stream,
        -1,
        before.map((n) => numbered(n)),
      );
    await expect(store.append(stream, expected, [numbered(9)])).rejects.toThrow(WrongExpectedRevision);
    expect(numbersOf(await store.read(stream))).toEqual(before);
  });

  test('the same append again answers as it did and adds nothing, also when the stream went on', async () => {
    const { store } = engine;
    const stream = freshStream();
    const events = [numbered(0), numbered(1)];
    const first = await store.append(stream, -1, events);
    expect(await store.append(stream, -1, events)).toEqual(first);
    await store.append(stream, 1, [numbered(2)]);
    expect((await store.append(stream, -1, events)).revision).toBe(1);
    expect(numbersOf(await store.read(stream))).toEqual([0, 1, 2]);
  });

  test('of many at once with one expected revision one gets through', async () => {
    const { store } = engine;
    const stream = freshStream();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => store.append(stream, -1, [numbered(n)])),
    );
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(19);
    for (const { reason } of refused) expect(reason).toBeInstanceOf(WrongExpectedRevision);
    expect(await store.read(stream)).toHaveLength(1);
  });

  test('an older shape comes out in the newest', async () => {
    const { store } = engine;
    const stream = freshStream();
    const older = newEvent({ type: 'Renamed', data: { of: 1 } }, { schemaVersion: 1 });
    const newer = newEvent({ type: 'Renamed', data: { of: 1, name: 'One' } }, { schemaVersion: 2 });
    await store.append(stream, -1, [older, newer]);
    expect((await store.read(stream)).map(({ data }) => data)).toEqual([
      { of: 1, name: '' },
      { of: 1, name: 'One' },
    ]);
  });

  test('the end is the position of the newest event', async () => {
    const { position } = await engine.store.append(freshStream(), -1, [numbered(0)]);
    expect(await engine.store.end()).toBe(position);
    await expect(engine.store.ping()).resolves.toBeUndefined();
  });
});

describe.each([
  ['the official client', Infinity],
  ['the native client, then the official one', 0],
])('a subscription, read by %s', (_, historyFrom) => {
  let store: EventStore;
  beforeAll(() => {
    store = eventStoreOn(engine.connection, historyFrom);
  });

  /** Takes items until one is the last that is wanted, then lets go. */
  const takeUntil = async (
    isLast: (item: LogItem, taken: readonly LogItem[]) => boolean,
    options: Omit<SubscribeOptions, 'signal'>,
  ): Promise<LogItem[]> => {
    const taken: LogItem[] = [];
    for await (const item of store.subscribe({ ...options, signal: new AbortController().signal })) {
      taken.push(item);
      if (isLast(item, taken)) break;
    }
    return taken;
  };
  const caughtUp = ({ kind }: LogItem): boolean => kind === 'caughtUp';
  const eventsIn = (items: readonly LogItem[]) => items.flatMap((item) => (item.kind === 'event' ? [item.event] : []));

  test('shows everything from the beginning in order, then says so, then what comes', async () => {
    const type = freshType();
    const stream = freshStream();
    await engine.store.append(stream, -1, [numbered(0, type), numbered(1, type)]);
    const items = await takeUntil(
      (item, { length }) => {
        if (item.kind === 'caughtUp') void engine.store.append(stream, 1, [numbered(2, type)]);
        return item.kind === 'event' && length > 1 && item.event.revision === 2 && item.event.stream === stream;
      },
      { after: BEGINNING },
    );
    const events = eventsIn(items);
    expect(numbersOf(events.filter((event) => event.stream === stream))).toEqual([0, 1, 2]);
    const positions = events.map(({ position }) => position);
    expect(positions).toEqual([...positions].sort());
    expect(items.findIndex(caughtUp)).toBe(items.length - 2);
  });

  test('goes on behind the position given, with the types asked for alone', async () => {
    const [one, other] = [freshType(), freshType()];
    const stream = freshStream();
    await engine.store.append(stream, -1, [numbered(0, one), numbered(1, other), numbered(2, one)]);
    const [first] = await engine.store.read(stream);
    const items = await takeUntil(caughtUp, { after: first?.position as Position, types: [one] });
    expect(numbersOf(eventsIn(items))).toEqual([2]);
    expect(numbersOf(eventsIn(await takeUntil(caughtUp, { after: BEGINNING, types: [one, other] })))).toEqual([
      0, 1, 2,
    ]);
  });

  test('a type is its whole name', async () => {
    const type = freshType();
    await engine.store.append(freshStream(), -1, [
      numbered(0, `${type}More`),
      numbered(1, `Not${type}`),
      numbered(2, type),
    ]);
    expect(numbersOf(eventsIn(await takeUntil(caughtUp, { after: BEGINNING, types: [type] })))).toEqual([2]);
  });

  test('what was passed and "caught up" come behind the events they speak of, also to a slow reader', async () => {
    const [rare, frequent] = [freshType(), freshType()];
    const stream = freshStream();
    const many = Array.from({ length: 1_200 }, (_, n) => numbered(n, n % 100 === 99 ? rare : frequent));
    await engine.store.append(stream, -1, many);
    const items = await takeUntil(caughtUp, { after: BEGINNING, types: [rare] });
    expect(numbersOf(eventsIn(items))).toEqual(Array.from({ length: 12 }, (_, n) => n * 100 + 99));
    // The native client does not say what it passes: by that it is told here which of them read.
    expect(items.some(({ kind }) => kind === 'passed')).toBe(historyFrom > 0);
    let reached: string = BEGINNING;
    for (const item of items) {
      if (item.kind === 'caughtUp') continue;
      const position = item.kind === 'event' ? item.event.position : item.position;
      expect(position >= reached).toBe(true);
      reached = position;
    }
    expect(items.findIndex(caughtUp)).toBe(items.length - 1);
  });

  test('passes what is none of ours without a fault', async () => {
    const client = EventStoreDBClient.connectionString(engine.url);
    const foreign = jsonEvent({ type: 'Foreign', data: {} });
    const { position } = await client.appendToStream(freshStream(), [foreign]);
    await client.dispose();
    const at = (item: LogItem) =>
      item.kind === 'passed' && BigInt(`0x${item.position.slice(0, 16)}`) === position?.commit;
    const items = await takeUntil(at, { after: BEGINNING });
    expect(eventsIn(items).map(({ type }) => type)).not.toContain('Foreign');
  });

  test('an event of ours that does not say when comes with the time at which it was written, to the millisecond', async () => {
    const client = EventStoreDBClient.connectionString(engine.url);
    const [type, stream] = [freshType(), freshStream()];
    await engine.store.append(stream, -1, [numbered(0, type)]);
    await client.appendToStream(
      stream,
      [1, 2].map((n) => jsonEvent({ type, data: { n }, metadata: { commandId: 'by hand', schemaVersion: 1 } })),
    );
    await client.dispose();
    await engine.store.append(stream, 2, [numbered(3, type)]);
    const events = eventsIn(await takeUntil(caughtUp, { after: BEGINNING, types: [type] }));
    expect(events).toEqual(await engine.store.read(stream));
    expect(events).toHaveLength(4);
  });

  test('ends without a fault when it is aborted: before, while it waits, and while it reads', async () => {
    const before = AbortSignal.abort();
    for await (const _ of store.subscribe({ after: BEGINNING, signal: before }))
      throw new Error('nothing was asked for');
    for (const kind of ['caughtUp', 'event']) {
      const stopping = new AbortController();
      for await (const item of store.subscribe({ after: BEGINNING, signal: stopping.signal }))
        if (item.kind === kind) stopping.abort();
    }
  });
});
