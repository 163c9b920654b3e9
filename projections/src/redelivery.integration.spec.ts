import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { BEGINNING, EngineUnavailable, type Position } from '@doremi/event-sourcing';
import { openReadSide, readModelStore, type ReadModelStore, type ReadSide } from '@doremi/read-models';
import { type MongoInMemory, startMongoInMemory } from '@doremi/read-models/testing';
import type { AnyProjection } from '@doremi/projection-engine';
import {
  foldKey,
  keyOf,
  MemoryLog,
  type RunningWorker,
  runWorker,
  typesOf,
  until,
} from '@doremi/projection-engine/testing';
import { allProjections } from './all-projections.js';
import { scenario } from './testing/scenario.js';

type Documents = Readonly<Record<string, object>>;

const log = new MemoryLog();
scenario(log, 25);

/** How many batches lose their checkpoint: every other one until then. */
const BREAKS = 5;

/** What a projection makes of the day when it sees every event once, in order, from the beginning. */
const foldedOnce = (projection: AnyProjection): Documents => {
  const events = log.events.filter(({ type }) => typesOf(projection).includes(type));
  const keys = [...new Set(events.map((event) => keyOf(projection, event)))];
  return Object.fromEntries(
    keys.flatMap((key) => {
      const own = events.filter((event) => keyOf(projection, event) === key);
      const { write } = foldKey({ projection: projection }, key, undefined, own);
      return write ? [[key, { document: write.document, position: write.position }]] : [];
    }),
  );
};

const folded = Object.fromEntries(allProjections.map((projection) => [projection.name, foldedOnce(projection)]));

test('the day has something for every handler of every projection', () => {
  const happened = new Set(log.events.map(({ type }) => type));
  for (const projection of allProjections) for (const type of typesOf(projection)) expect(happened).toContain(type);
});

describe('every projection that is given events again', () => {
  let engine: MongoInMemory;
  let readSide: ReadSide;
  let running: RunningWorker | null = null;

  beforeAll(async () => {
    engine = await startMongoInMemory();
    readSide = openReadSide(engine.mongo);
  });
  afterEach(async () => {
    await running?.stop();
    running = null;
  });
  afterAll(async () => {
    readSide.close();
    await engine.stop();
  });

  const project = async (overrides: Parameters<typeof runWorker>[2] = {}): Promise<void> => {
    const worker = runWorker((now) => readModelStore(engine.mongo, now), log.port(), {
      projections: allProjections,
      partitionsPerBuild: 2,
      batchSize: 50,
      ...overrides,
    });
    running = worker;
    const { partitions } = worker.parts.readModels;
    await until('every partition is at the end', async () => {
      const all = await partitions.list();
      return all.length === 2 * allProjections.length && all.every(({ position }) => position >= log.last());
    });
    await worker.stop();
  };

  /** Every document as it is stored, with its place in the log. */
  const stored = async (): Promise<Record<string, Documents>> => {
    const access = readModelStore(engine.mongo);
    const builds = await access.builds.list();
    const entries = builds.map(async (build) => {
      const found: Record<string, object> = {};
      for await (const { key, document, position } of access.scan(build)) found[key] = { document, position };
      return [build.name, found] as const;
    });
    expect(await access.parkedEvents.list()).toEqual([]);
    return Object.fromEntries(await Promise.all(entries));
  };

  const hashesIn = async ({ builds, fingerprints }: ReadModelStore): Promise<Record<string, unknown[]>> => {
    const found: Record<string, unknown[]> = {};
    for (const build of await builds.list())
      for await (const { key, hash } of fingerprints(build)) (found[build.name] ??= []).push(key, hash);
    return found;
  };

  /** As after a disaster: every partition knows of nothing after this place. */
  const forget = async (position: Position): Promise<void> => {
    await engine.mongo.database('main').collection('lanes').updateMany({}, { $set: { position } });
  };

  test('makes the same of them as of each event once, while batches break off after their documents are written', async () => {
    const broken = readModelStore(engine.mongo);
    const checkpoint = broken.partitions.checkpoint.bind(broken.partitions);
    let calls = 0;
    broken.partitions.checkpoint = (...input) =>
      ++calls <= 2 * BREAKS && calls % 2 === 1 ? Promise.reject(new EngineUnavailable('cut')) : checkpoint(...input);
    await project({ readModels: broken, batchSize: 30 });
    expect(calls).toBeGreaterThan(2 * BREAKS);
    expect(await stored()).toEqual(folded);
  });

  test('changes nothing: all of them, from the beginning', async () => {
    await forget(BEGINNING);
    await project();
    expect(await stored()).toEqual(folded);
  });

  test.each([3, 101, 333])('changes nothing: out of a batch’s middle, from event %i on', async (index) => {
    await forget(log.events[index]?.position ?? BEGINNING);
    await project({ batchSize: 11 + (index % 10) });
    expect(await stored()).toEqual(folded);
  });

  test('has the hashes of documents that were folded at once: a comparison has none of them to read', async () => {
    const other = await startMongoInMemory();
    const atOnce = readModelStore(other.mongo);
    await project({ readModels: atOnce, batchSize: 10_000, rebuildMemory: 2 ** 20 });
    const hashes = await hashesIn(readModelStore(engine.mongo));
    expect(Object.values(hashes).flat()).not.toContain(null);
    expect(await hashesIn(atOnce)).toEqual(hashes);
    await other.stop();
  });
});
