import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Position, Recorded } from '@doremi/event-sourcing';
import { acceptLog } from './log-acceptance.js';
import { Bench } from './testing/bench.js';
import { added, tallyProjection } from './testing/tally.js';
import type { LeasedPartition } from './leased-partition.js';
import { LogWatch } from './log-watch.js';
import { readModelStore } from '@doremi/read-models';

const OWNER = 'w';
const STREAM = 'acceptances';
const FAR = new Date('2100-01-01T00:00:00Z');

describe('a look at the log', () => {
  const bench = new Bench();
  const access = () => readModelStore(bench.engine.mongo);
  const record = () => access().eventLog.read();
  let said: string[];
  let partitions: readonly LeasedPartition[];
  let lost: Recorded[];

  /** What one worker looks with; `read` is what it knows of the log's own stream. */
  const parts = (read = bench.log.read.bind(bench.log)) => ({
    store: { ...bench.log.port(), read },
    readModels: access(),
    floors: () => Promise.resolve({}),
    acceptances: { stream: STREAM, schemaVersion: 1 },
    provenAfterMs: 0,
    log: (message: string) => void said.push(message),
    now: () => new Date(),
  });
  const look = (at: readonly LeasedPartition[], read?: (stream: string) => Promise<Recorded[]>) =>
    new LogWatch(parts(read)).lostAmong(at);

  /** An operator says that the log is right as it is. */
  const accept = () => acceptLog({ ...parts(), store: bench.log.port(), wake: () => undefined }, 'kim');

  /** A build whose partitions stand at the event, which each of them kept. */
  const standing = async (
    number: number,
    places: readonly (Recorded | undefined)[],
  ): Promise<readonly LeasedPartition[]> => {
    const { builds, partitions: all, documentsOf: documents } = access();
    const build = (await builds.list()).find((one) => one.number === number);
    if (!build) throw new Error('there is no such build');
    await all.prepare(build);
    await all.acquire(OWNER, await all.list([build.id]), FAR);
    const target = { build, projection: tallyProjection(), documents: documents(build) };
    return Promise.all(
      (await all.list([build.id])).map(async ({ id, number: place, epoch, position, caughtUp, witnessed }) => {
        const held = {
          id,
          target,
          number: place,
          epoch,
          position,
          folded: position,
          caughtUp,
          witnessed,
          parked: new Set<string>(),
        };
        return passed(held, places[place]);
      }),
    );
  };

  /** The same partition, once it has handled the event. */
  const passed = async (held: LeasedPartition, event: Recorded | undefined): Promise<LeasedPartition> => {
    if (!event) return held;
    const { id, epoch, position: was, witnessed } = held;
    const witness = { number: witnessed + 1, event };
    const checkpoint = {
      id,
      epoch,
      was,
      position: event.position,
      handled: 1,
      caughtUp: true,
      behindSince: null,
      witness,
    };
    expect(await access().partitions.checkpoint(OWNER, [checkpoint], FAR)).toBe(true);
    return { ...held, position: event.position, caughtUp: true, witnessed: witnessed + 1 };
  };

  const collection = (name: string) => bench.engine.mongo.database('main').collection<{ _id: string }>(name);
  const documentsOf = (name: string) => collection(name).find({}).toArray();
  const putBack = async (name: string, documents: Awaited<ReturnType<typeof documentsOf>>): Promise<void> => {
    for (const document of documents) await collection(name).replaceOne({ _id: document._id }, document);
  };

  const isSettled = async (): Promise<void> => {
    expect(await record()).toMatchObject({ generation: 1, mismatch: null, accepted: [{ generation: 1 }] });
    expect((await record()).accepted).toHaveLength(1);
    expect(said.filter((message) => message.includes('is not the one that was read'))).toHaveLength(1);
    expect(await bench.log.read(STREAM)).toHaveLength(1);
  };

  beforeEach(async () => {
    said = [];
    for (const name of ['kept', 'lost-1', 'lost-2']) bench.log.append(name, added(name));
    lost = bench.log.events.slice(1);
    await access().builds.ensure(tallyProjection(), 2);
    partitions = await standing(1, lost);
    bench.log.restore(1, 5n);
  });

  test('proves that it is another one, once, and hands back every partition of what was made from the lost one', async () => {
    const [first, second] = partitions;
    expect(await look([...partitions])).toEqual(partitions);
    expect(await look(second ? [second] : [])).toEqual([second]);
    expect(await record()).toMatchObject({ generation: 0, mismatch: { expectedEventId: lost[0]?.id } });
    expect(first?.target.build.id).toBe((await record()).mismatch?.build);
  });

  describe('proves nothing against a log that was accepted', () => {
    test('after it began, with what was read of the lost one', async () => {
      const [first, second] = partitions as [LeasedPartition, LeasedPartition];
      let isFirst = true;
      const late = await look([second], async (stream) => {
        const before = await bench.log.read(stream);
        if (isFirst) {
          isFirst = false;
          await look([first]);
          await accept();
        }
        return before;
      });
      expect(late).toEqual([second]);
      await isSettled();
    });

    test('before it began, with partitions of what was made from the lost one', async () => {
      const [first, second] = partitions as [LeasedPartition, LeasedPartition];
      await look([first]);
      await accept();
      expect(await look([second])).toEqual([second]);
      await isSettled();
    });

    test('after MongoDB went back to when it was proven, and nobody had acted on it yet', async () => {
      const [first, second] = partitions as [LeasedPartition, LeasedPartition];
      const models = await documentsOf('models');
      await look([first]);
      const proven = await documentsOf('log');
      await accept();
      await putBack('models', models);
      await putBack('log', proven);
      expect(await look([second])).toEqual([second]);
      await isSettled();
    });

    test('with what a partition wrote down since, though it had read it before', async () => {
      const { id } = await access().builds.begin('tally_v1', 1);
      const before = bench.log.events[0];
      const [fresh] = (await standing(2, [undefined])) as [LeasedPartition];
      expect(fresh.target.build.id).toBe(id);
      await look(partitions.slice(0, 1));
      await access().builds.markBuilt(fresh.target.build);
      expect(await access().builds.promote(fresh.target.build, partitions[0]?.target.build)).toBe(true);
      const borneOut = await passed(fresh, before);
      await accept();
      const late = await passed(borneOut, lost[0]);
      expect(await look([late])).toEqual([late]);
      await isSettled();
    });
  });

  test('of a later generation proves that it was replaced once more, by a build that was borne out before', async () => {
    await look(partitions);
    await accept();
    const next = await access().builds.begin('tally_v1', 1);
    const at = bench.log.append('next', added('next'));
    const event = bench.log.events.find(({ position }: { position: Position }) => position === at);
    const held = await standing(next.number, [event]);
    expect(await look(held)).toEqual([]);
    bench.log.restore(1, 3n);
    expect(await look(held)).toEqual(held);
    expect(await record()).toMatchObject({ generation: 1, mismatch: { expectedEventId: event?.id } });
  });
});
