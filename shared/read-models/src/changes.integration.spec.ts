import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  type Announcements,
  BEGINNING,
  type Build,
  CHANGED,
  type Position,
  positionOf,
  PROMOTED,
  type ReadModel,
} from '@doremi/event-sourcing';
import { Builds } from './builds.js';
import { markAt, MarkLost, type Changes, type Mark } from './changes.js';
import { Documents } from './documents.js';
import { Partitions } from './partitions.js';
import { ParkedEvents } from './parked-events.js';
import { openReadSide, type ReadSide } from './read-side.js';
import type { Reader } from './reader.js';
import { announcementsInMemory } from './testing/announcements-in-memory.js';
import { startMongoInMemory, type MongoInMemory } from './testing/mongo-in-memory.js';
import type { Where } from './where.js';

interface Shown {
  readonly id: number;
  readonly store: number;
}

const model: ReadModel<Shown> = { name: 'shown', version: 1, database: 'main' };
const at = (n: number): Position => positionOf(BigInt(n), BigInt(n));

let engine: MongoInMemory;
let announcements: Announcements;
let readSide: ReadSide;
let reader: Reader<Shown>;
let builds: Builds;
let partitions: Partitions;
let build: Build;

beforeEach(async () => {
  engine = await startMongoInMemory();
  announcements = announcementsInMemory();
  readSide = openReadSide(engine.mongo, announcements);
  reader = readSide.readModel(model);
  builds = new Builds(engine.mongo);
  partitions = new Partitions(engine.mongo);
  await builds.ensure(model, 2);
  build = await ready((await builds.list())[0]);
});
afterEach(async () => {
  readSide.close();
  await engine.stop();
});

const ready = async (made: Build | undefined): Promise<Build> => {
  if (!made) throw new Error('there is no build');
  await partitions.prepare(made);
  await new Documents(engine.mongo, made).prepare([{ _position: 1 }]);
  await builds.markBuilt(made);
  return made;
};

const move = async (partition: number, position: Position, of = build): Promise<void> => {
  const list = async () => (await partitions.list([of.id])).filter((one) => one.number === partition);
  await partitions.acquire('w', await list(), new Date(0));
  const how = { position, handled: 0, caughtUp: true, behindSince: null };
  const checkpoints = (await list()).map(({ id, epoch, position: was }) => ({ id, epoch, was, ...how }));
  await partitions.checkpoint('w', checkpoints, new Date(0));
};

const put = async (id: number, n: number, { store = 1, of = build } = {}): Promise<void> => {
  const documents = new Documents(engine.mongo, of);
  const was = (await documents.load([String(id)])).get(String(id))?.position ?? null;
  const lost = await documents.write([{ key: String(id), document: { id, store }, position: at(n), was }]);
  expect(lost).toEqual([]);
};

const all = async (mark: Mark, where?: Where<Shown>) => {
  const parts: Changes<Shown>[] = [];
  for await (const part of reader.changesSince(mark, where)) parts.push(part);
  const documents = parts.flatMap((part) => part.documents);
  return { parts, ids: documents.map(({ document }) => document.id), end: parts.at(-1) as Changes<Shown> };
};

describe('changes', () => {
  test('are the documents that changed since, in the order of their last change', async () => {
    await put(1, 3);
    await put(2, 2);
    await put(3, 5);
    await put(1, 6);
    for (const partition of [0, 1]) await move(partition, at(6));
    const { ids, end } = await all(markAt(at(2)));
    expect(ids).toEqual([3, 1]);
    expect(end).toMatchObject({ upTo: at(6), settled: at(6), parked: [] });
    expect(end.documents[1]).toEqual({ key: '1', position: at(6), document: { id: 1, store: 1 } });
    expect((await all(end)).ids).toEqual([]);
  });

  test('of some alone', async () => {
    await put(1, 1, { store: 1 });
    await put(2, 2, { store: 2 });
    for (const partition of [0, 1]) await move(partition, at(2));
    expect((await all(markAt(BEGINNING), { store: 2 })).ids).toEqual([2]);
    const snapshot = await reader.snapshot({ store: 1 });
    expect(snapshot).toMatchObject({ upTo: at(2), settled: at(2), documents: [{ key: '1', position: at(1) }] });
  });

  test('are looked for from the lowest partition on: what another is ahead of is found again', async () => {
    await put(1, 4);
    await move(0, at(4));
    const first = await all(markAt(BEGINNING));
    expect(first.ids).toEqual([1]);
    expect(first.end.settled).toBe(BEGINNING);
    await put(2, 3);
    await move(1, at(4));
    expect((await all(first.end)).ids).toEqual([2, 1]);
  });

  test('come in parts, each with the place that it reaches', async () => {
    const many = Array.from({ length: 1_200 }, (_, index) => index + 1);
    const writes = many.map((n) => ({ key: String(n), document: { id: n, store: 1 }, position: at(n), was: null }));
    await new Documents(engine.mongo, build).write(writes);
    for (const partition of [0, 1]) await move(partition, at(2_000));
    const { parts, ids } = await all(markAt(at(100)));
    expect(parts.map(({ documents }) => documents.length)).toEqual([500, 500, 100]);
    expect(parts.map(({ upTo }) => upTo)).toEqual([at(600), at(1_100), at(2_000)]);
    expect(ids).toEqual(many.slice(100));
  });

  test('are told of, where there is Redis', async () => {
    let told = 0;
    const stop = reader.onChange(() => told++);
    const say = (change: object) =>
      announcements.publish(CHANGED, JSON.stringify([{ lanes: [0], position: at(1), ...change }]));
    await say({ build: build.id, keys: ['1'] });
    await say({ build: build.id });
    expect(told).toBe(2);
    await say({ build: build.id, keys: [] });
    await say({ build: 'shown_v11_b1' });
    await announcements.publish(CHANGED, 'nonsense');
    stop();
    await say({ build: build.id });
    expect(told).toBe(2);
    expect(
      openReadSide(engine.mongo)
        .readModel(model)
        .onChange(() => told++)(),
    ).toBeUndefined();
  });
});

describe('an event that is parked', () => {
  const parkedEvents = () => new ParkedEvents(engine.mongo);
  beforeEach(async () => {
    await put(1, 1);
    await put(2, 2);
    for (const partition of [0, 1]) await move(partition, at(2));
    const event = { build: build.id, partition: 1, key: '1', after: at(2), position: at(3), type: 'T', stream: 's' };
    await parkedEvents().park([{ ...event, error: 'e', parkedAt: new Date(), retry: false }]);
    await put(2, 5);
    for (const partition of [0, 1]) await move(partition, at(6));
  });

  test('holds back the place to come back to, and nothing else', async () => {
    expect((await all(markAt(at(2)))).end).toMatchObject({ upTo: at(6), settled: at(2), parked: ['1'] });
    expect(await reader.snapshot({})).toMatchObject({ upTo: at(6), settled: at(2), parked: ['1'] });
  });

  test('is found when it was retried, by who was there and by who comes back', async () => {
    const before = await all(markAt(at(2)));
    expect(before.ids).toEqual([2]);
    await put(1, 3);
    await parkedEvents().remove(build.id, '1');
    const after = await all(before.end);
    expect(after.ids).toEqual([1]);
    expect(after.end).toMatchObject({ upTo: at(6), settled: at(6), parked: [] });
    expect((await all(markAt(before.end.settled))).ids).toEqual([1, 2]);
    expect((await all(after.end)).ids).toEqual([]);
  });
});

test('over a promotion nothing is missed, and the place does not go back', async () => {
  await put(1, 1);
  for (const partition of [0, 1]) await move(partition, at(4));
  const before = await all(markAt(BEGINNING));
  const next = await ready(await builds.begin('shown_v1', 2));
  await put(1, 1, { of: next });
  for (const partition of [0, 1]) await move(partition, at(3), next);
  expect(await builds.promote(next, build)).toBe(true);
  await announcements.publish(PROMOTED, 'shown_v1');
  const other = readSide.readModel(model);
  while ((await other.watermark()) !== at(3)) await new Promise(setImmediate);
  expect((await all(before.end)).end.upTo).toBe(at(4)); // of the former build still
  await put(1, 5, { of: next });
  for (const partition of [0, 1]) await move(partition, at(5), next);
  expect((await all(before.end)).ids).toEqual([1]);
});

test('a mark of a build whose place was none of this log is lost with it', async () => {
  await put(1, 9);
  for (const partition of [0, 1]) await move(partition, at(9));
  const before = await all(markAt(BEGINNING));
  await builds.strand(build, 'NO_PLACE');
  const next = await ready(await builds.begin('shown_v1', 2));
  await put(1, 3, { of: next });
  for (const partition of [0, 1]) await move(partition, at(3), next);
  expect(await builds.promote(next, (await builds.list())[0])).toBe(true);
  await announcements.publish(PROMOTED, 'shown_v1');
  while ((await reader.watermark()) !== at(3)) await new Promise(setImmediate);
  await expect(all(before.end)).rejects.toThrow(MarkLost);
  const anew = await reader.snapshot({});
  expect(anew).toMatchObject({ upTo: at(3), documents: [{ key: '1', position: at(3) }] });
  await put(1, 4, { of: next });
  for (const partition of [0, 1]) await move(partition, at(4), next);
  expect((await all(anew)).ids).toEqual([1]);
});
