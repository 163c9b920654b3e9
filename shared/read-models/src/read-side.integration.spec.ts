import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  type Announcements,
  BEGINNING,
  type Build,
  CHANGED,
  EngineUnavailable,
  type Position,
  positionOf,
  PROMOTED,
  type ReadModel,
} from '@doremi/event-sourcing';
import { eventually } from '@doremi/event-sourcing/testing';
import { Builds } from './builds.js';
import { markAt } from './changes.js';
import { Documents } from './documents.js';
import { Partitions } from './partitions.js';
import { openReadSide, type ReadSide } from './read-side.js';
import { announcementsInMemory } from './testing/announcements-in-memory.js';
import { startMongoInMemory, type MongoInMemory } from './testing/mongo-in-memory.js';

interface Shown {
  readonly id: number;
  readonly name: string;
}

const model: ReadModel<Shown> = { name: 'shown', version: 1, database: 'admin' };
const at = (n: bigint): Position => positionOf(n, n);

let engine: MongoInMemory;
let announcements: Announcements;
let readSide: ReadSide;
let builds: Builds;
let partitions: Partitions;

beforeEach(async () => {
  engine = await startMongoInMemory();
  announcements = announcementsInMemory();
  readSide = openReadSide(engine.mongo, announcements);
  builds = new Builds(engine.mongo);
  partitions = new Partitions(engine.mongo);
});

afterEach(async () => {
  readSide.close();
  await engine.stop();
});

/** Moves all partitions of a build to a position. */
const move = async (build: Build, position: Position): Promise<void> => {
  await partitions.acquire('w', await partitions.list([build.id]), new Date(0));
  const checkpoints = (await partitions.list([build.id])).map(({ id, epoch, position: was }) => ({
    id,
    epoch,
    was,
    position,
    handled: 0,
    caughtUp: true,
    behindSince: null,
  }));
  await partitions.checkpoint('w', checkpoints, new Date(0));
};

/** A build that holds one document under key 1, and is at a position. */
const filled = async (build: Build, name: string, position: Position): Promise<Build> => {
  await partitions.prepare(build);
  const documents = new Documents(engine.mongo, build);
  await documents.write([{ key: '1', document: { id: 1, name }, position, was: null }]);
  await move(build, position);
  await builds.markBuilt(build);
  return build;
};

const firstBuild = async (name = 'one', position = at(5n)): Promise<Build> => {
  await builds.ensure(model, 2);
  const [build] = await builds.list();
  if (!build) throw new Error();
  return filled(build, name, position);
};

describe('reading', () => {
  test('shows documents as they were folded, and nothing of how they are stored', async () => {
    await firstBuild();
    const reader = readSide.readModel(model);
    expect(await reader.byKey(1)).toEqual({ id: 1, name: 'one' });
    expect(await reader.byKey(2)).toBeNull();
    expect(await reader.find()).toEqual([{ id: 1, name: 'one' }]);
    expect(await reader.findOne({ name: 'one' })).toEqual({ id: 1, name: 'one' });
    expect(await reader.findOne({ name: 'two' })).toBeNull();
    expect(await (await reader.pinned()).find()).toEqual([{ id: 1, name: 'one' }]);
    const documents = [{ key: '1', position: at(5n), document: { id: 1, name: 'one' } }];
    expect((await reader.snapshot({})).documents).toEqual(documents);
    for await (const part of reader.changesSince(markAt(BEGINNING))) expect(part.documents).toEqual(documents);
  });

  test('finds, sorts and pages', async () => {
    const build = await firstBuild();
    const documents = new Documents(engine.mongo, build);
    const more = [2, 3, 4].map((id) => ({ key: String(id), document: { id, name: 'n' }, position: at(5n), was: null }));
    await documents.write(more);
    const reader = readSide.readModel(model);
    const page = { where: { name: 'n' }, sort: [['id', -1]] as const, limit: 2 };
    expect((await reader.find(page)).map(({ id }) => id)).toEqual([4, 3]);
    expect((await reader.find({ ...page, after: [3] })).map(({ id }) => id)).toEqual([2]);
  });

  test('is refused while nothing is built: half a read model is never shown', async () => {
    const reader = readSide.readModel(model);
    await expect(reader.find()).rejects.toThrow(EngineUnavailable);
    await builds.ensure(model, 2);
    await expect(reader.find()).rejects.toThrow(EngineUnavailable);
    const [build] = await builds.list();
    await filled(build as Build, 'one', at(1n));
    expect(await reader.find()).toHaveLength(1);
  });
});

describe('waiting for a position', () => {
  test('is over at once where it is reached, and in vain where it is not', async () => {
    await firstBuild();
    const reader = readSide.readModel(model);
    expect(await reader.waitFor(at(5n), 1_000)).toBe(true);
    expect(await reader.waitFor(at(6n), 30)).toBe(false);
    expect(await reader.watermark()).toBe(at(5n));
  });

  test.each([true, false])('ends when the last partition gets there (told through Redis: %p)', async (told) => {
    const build = await firstBuild();
    const side = told ? readSide : openReadSide(engine.mongo);
    const waiting = side.readModel(model).waitFor(at(9n), 5_000);
    if (told) {
      const change = { build: build.id, position: at(9n) };
      await announcements.publish(CHANGED, JSON.stringify([{ ...change, lanes: [0] }]));
      await announcements.publish(CHANGED, 'no message of ours');
      await announcements.publish(CHANGED, JSON.stringify([{ ...change, lanes: [1] }]));
    } else await move(build, at(9n));
    expect(await waiting).toBe(true);
    if (!told) side.close();
  });

  test('one partition alone is not enough', async () => {
    const build = await firstBuild();
    const reader = readSide.readModel(model);
    await announcements.publish(CHANGED, JSON.stringify([{ build: build.id, position: at(9n), lanes: [0] }]));
    expect(await reader.waitFor(at(9n), 50)).toBe(false);
  });
});

describe('a promotion', () => {
  const promote = async (next: Build): Promise<void> => {
    const live = (await builds.list()).find(({ state }) => state === 'live');
    expect(await builds.promote(next, live)).toBe(true);
  };

  test('between two reads of one answer does not mix builds', async () => {
    await firstBuild('former');
    const reader = readSide.readModel(model);
    const answer = await reader.pinned();
    expect(await answer.find()).toEqual([{ id: 1, name: 'former' }]);
    await promote(await filled(await builds.begin('shown_v1', 2), 'next', at(5n)));
    await announcements.publish(PROMOTED, 'shown_v1');
    while ((await reader.byKey(1))?.name !== 'next') await new Promise(setImmediate);
    expect(await answer.find()).toEqual([{ id: 1, name: 'former' }]);
    expect(await (await reader.pinned()).find()).toEqual([{ id: 1, name: 'next' }]);
  });

  // How soon, live-builds.spec.ts says.
  test('is followed when it is told, and when not', async () => {
    await firstBuild();
    const untold = openReadSide(engine.mongo);
    const readers = [readSide, untold].map((side) => side.readModel(model));
    for (const reader of readers) expect(await reader.byKey(1)).toEqual({ id: 1, name: 'one' });
    await promote(await filled(await builds.begin('shown_v1', 2), 'two', at(5n)));
    await announcements.publish(PROMOTED, 'shown_v1');
    for (const reader of readers) await eventually(async () => (await reader.byKey(1))?.name === 'two');
    untold.close();
  });

  test('takes a reader at once from a build whose place is none of this log, whatever was promised there', async () => {
    const former = await firstBuild('one', positionOf(2n ** 64n - 1n, 0n));
    const reader = readSide.readModel(model);
    const { upTo } = await reader.snapshot({});
    await builds.strand(former, 'NO_PLACE');
    const next = await filled(await builds.begin('shown_v1', 2), 'two', at(8n));
    await promote(next);
    await announcements.publish(PROMOTED, 'shown_v1');
    while ((await reader.byKey(1))?.name !== 'two') await new Promise(setImmediate);
    expect(upTo > at(8n)).toBe(true);
    expect(await reader.waitFor(at(8n), 1_000)).toBe(true);
    expect(await reader.waitFor(at(9n), 20)).toBe(false);
  });

  test('is not waited for: a build that is fed no more reaches nothing', async () => {
    const build = await firstBuild('one', at(9n));
    await builds.strand(build, 'NO_PLACE');
    expect(await readSide.readModel(model).waitFor(at(9n), 60_000)).toBe(false);
  });

  test.each(['what it was promised', 'what it has shown'])('never takes a reader back behind %s', async (what) => {
    await firstBuild('one', at(9n));
    const reader = readSide.readModel(model);
    if (what === 'what it has shown') await reader.find();
    else expect(await reader.waitFor(at(9n), 1_000)).toBe(true);
    const next = await filled(await builds.begin('shown_v1', 2), 'two', at(8n));
    await promote(next);
    await announcements.publish(PROMOTED, 'shown_v1');
    const other = readSide.readModel(model); // was promised nothing
    while ((await other.watermark()) !== at(8n)) await new Promise(setImmediate);
    expect(await reader.byKey(1)).toEqual({ id: 1, name: 'one' });
    await move(next, at(9n));
    expect(await reader.byKey(1)).toEqual({ id: 1, name: 'two' });
  });
});
