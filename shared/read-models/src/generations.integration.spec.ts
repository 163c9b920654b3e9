import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { eventually } from '@doremi/event-sourcing/testing';
import {
  type Announcements,
  type Build,
  EVENT_LOG,
  type Position,
  positionOf,
  PROMOTED,
  type ReadModel,
} from '@doremi/event-sourcing';
import { Builds } from './builds.js';
import { markAt, MarkLost } from './changes.js';
import { EventLogRecord } from './event-log-record.js';
import { Partitions } from './partitions.js';
import { openReadSide, type ReadSide } from './read-side.js';
import type { Reader } from './reader.js';
import { announcementsInMemory } from './testing/announcements-in-memory.js';
import { startMongoInMemory, type MongoInMemory } from './testing/mongo-in-memory.js';

interface Shown {
  readonly id: number;
}

const model: ReadModel<Shown> = { name: 'shown', version: 1, database: 'main' };
const at = (n: number): Position => positionOf(BigInt(n), BigInt(n));
const mismatch = {
  position: at(9),
  expectedEventId: 'x',
  found: null,
  build: 'shown_v1_b1',
  provenAt: '2026-01-01T00:00:00.000Z',
  floors: { menu: 0, cart: 0 },
};

let engine: MongoInMemory;
let announcements: Announcements;
let readSide: ReadSide;
let reader: Reader<Shown>;
let builds: Builds;
let partitions: Partitions;
let lost: Build;

beforeEach(async () => {
  engine = await startMongoInMemory();
  announcements = announcementsInMemory();
  readSide = openReadSide(engine.mongo, announcements);
  reader = readSide.readModel(model);
  builds = new Builds(engine.mongo);
  partitions = new Partitions(engine.mongo);
  await builds.ensure(model, 2);
  lost = await built((await builds.list())[0], at(9));
});
afterEach(async () => {
  readSide.close();
  await engine.stop();
});

/** A build that has seen everything up to the position. */
const built = async (made: Build | undefined, position: Position): Promise<Build> => {
  if (!made) throw new Error('there is no build');
  await partitions.prepare(made);
  await partitions.acquire('w', await partitions.list([made.id]), new Date(0));
  const how = { position, handled: 0, caughtUp: true, behindSince: null };
  const checkpoints = (await partitions.list([made.id])).map(({ id, epoch, position: was }) => ({
    id,
    epoch,
    was,
    ...how,
  }));
  await partitions.checkpoint('w', checkpoints, new Date(0));
  await builds.markBuilt(made);
  return made;
};

/** The log is lost, and an operator accepts the one that there is. */
const accept = async (generation = 1): Promise<void> => {
  const record = new EventLogRecord(engine.mongo);
  await builds.strand(lost, 'NO_PLACE');
  expect(await record.prove(generation - 1, mismatch)).toBe(true);
  expect(await record.accept({ generation, by: 'kim', at: new Date(0), mismatch })).toBe(true);
};

const rebuild = async (position: Position): Promise<void> => {
  const next = await built(await builds.begin('shown_v1', 2), position);
  expect(await builds.promote(next, (await builds.list())[0])).toBe(true);
  await announcements.publish(PROMOTED, 'shown_v1');
  await eventually(async () => (await reader.watermark()) === position);
};

describe('a place', () => {
  test('of the lost log is answered at once, however far it is, before and after the read model is built anew', async () => {
    expect(await reader.waitFor({ generation: 0, position: at(99) }, 10)).toBe(false);
    await accept();
    await announcements.publish(EVENT_LOG, '{}');
    await eventually(() => reader.waitFor({ generation: 0, position: at(99) }, 10));
    await rebuild(at(3));
    expect(await reader.waitFor({ generation: 0, position: at(99) }, 60_000)).toBe(true);
  });

  test('of the new one is not there while the read model is of the lost one, and then waited for', async () => {
    await accept();
    expect(await reader.waitFor({ generation: 1, position: at(2) }, 60_000)).toBe(false);
    await rebuild(at(3));
    expect(await reader.waitFor({ generation: 1, position: at(3) }, 60_000)).toBe(true);
    expect(await reader.waitFor({ generation: 1, position: at(4) }, 10)).toBe(false);
    expect(await reader.waitFor(at(3), 60_000)).toBe(true);
  });

  test('of a log that nobody has accepted is not there', async () => {
    expect(await reader.waitFor({ generation: 7, position: at(1) }, 60_000)).toBe(false);
  });

  test('that a client brings of a newer log is looked for, also without Redis', async () => {
    const alone = openReadSide(engine.mongo);
    const other = alone.readModel(model);
    expect(await other.waitFor({ generation: 0, position: at(9) }, 60_000)).toBe(true);
    await accept();
    expect(await other.waitFor({ generation: 1, position: at(2) }, 60_000)).toBe(false);
    expect(await other.waitFor({ generation: 0, position: at(99) }, 60_000)).toBe(true);
    alone.close();
  });
});

describe('what somebody may come back with', () => {
  const changesSince = async (position: Position, generation: number) => {
    for await (const { upTo } of reader.changesSince(markAt(position, generation))) return upTo;
    throw new Error('there is no part');
  };

  test('says of which log it is', async () => {
    expect(await reader.snapshot({})).toMatchObject({ settled: at(9), generation: 0 });
    await accept();
    await announcements.publish(EVENT_LOG, '{}');
    await eventually(() => reader.waitFor({ generation: 0, position: at(99) }, 10));
    expect(await reader.snapshot({})).toMatchObject({ settled: at(9), generation: 0 });
    expect(await changesSince(at(9), 0)).toBe(at(9));
    await rebuild(at(3));
    expect(await reader.snapshot({})).toMatchObject({ settled: at(3), generation: 1 });
    expect(await changesSince(at(3), 1)).toBe(at(3));
    await expect(changesSince(at(2), 0)).rejects.toThrow(MarkLost);
  });
});
