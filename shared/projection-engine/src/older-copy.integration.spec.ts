import { beforeEach, describe, expect, test } from '@jest/globals';
import { Bench } from './testing/bench.js';
import type { RunningWorker } from './testing/running-worker.js';
import { added } from './testing/tally.js';
import { LogIdentity } from './log-identity.js';
import { readModelStore } from '@doremi/read-models';

const MODEL = 'tally_v1';
const B1 = `${MODEL}_b1`;
const B2 = `${MODEL}_b2`;

describe('a MongoDB that is restored from an older copy of itself', () => {
  const bench = new Bench();
  const access = () => readModelStore(bench.engine.mongo);
  const main = () => bench.engine.mongo.database('main');
  const stateOf = async (id: string) => (await access().builds.list()).find((build) => build.id === id)?.state;
  const isLive = (id: string) => bench.until(`${id} is live`, async () => (await stateOf(id)) === 'live');
  let running: RunningWorker;

  beforeEach(async () => {
    running = bench.run();
    bench.log.append('s', added('a'), added('b'));
    await bench.caughtUp();
  });

  const collection = (name: string) => main().collection<{ _id: string }>(name);

  /** Everything that it holds. */
  const copied = async () => {
    const names = (await main().listCollections().toArray()).map(({ name }) => name);
    return Promise.all(names.map(async (name) => ({ name, documents: await collection(name).find({}).toArray() })));
  };

  /**
   * Workers may look at any time, so nothing is missing in between: partitions come last, which are never ahead of the
   * rest.
   */
  const putBack = async (copy: Awaited<ReturnType<typeof copied>>): Promise<void> => {
    const inOrder = [...copy].sort((a, b) => Number(a.name === 'lanes') - Number(b.name === 'lanes'));
    for (const { name, documents } of inOrder) {
      await collection(name).deleteMany({ _id: { $nin: documents.map(({ _id }) => _id) } });
      const writes = documents.map((document) => {
        return { replaceOne: { filter: { _id: document._id }, replacement: document, upsert: true } };
      });
      if (writes.length > 0) await collection(name).bulkWrite(writes);
    }
    const kept = new Set(copy.map(({ name }) => name));
    for (const { name } of await main().listCollections().toArray()) if (!kept.has(name)) await collection(name).drop();
  };

  /** Documents, checkpoints and witnesses say the same again, and the next event is heard. */
  const isWell = async (): Promise<void> => {
    const position = bench.log.append('next', added('next'));
    await bench.until(
      'the next event is there',
      async () => (await bench.tallies.byKey('next').catch(() => null)) !== null,
    );
    await bench.until('all is as the events say', async () => {
      return JSON.stringify(await bench.shown()) === JSON.stringify(bench.expected());
    });
    const fed = (await access().builds.list()).filter(({ state, stranded }) => state !== 'retired' && !stranded);
    const partitions = (await bench.partitions()).filter(({ build }) => fed.some(({ id }) => id === build));
    expect(partitions.map((partition) => partition.position)).toEqual(partitions.map(() => position));
    const identity = new LogIdentity(bench.log);
    const witnesses = await access().partitions.witnesses(partitions.map(({ id }) => id));
    for (const [, own] of witnesses) {
      expect(own[0]?.position).toBe(position);
      expect(await identity.check(own)).toEqual({ log: 'SAME' });
    }
    expect((await access().eventLog.read()).mismatch).toBeNull();
  };

  test('reads on from there, while its workers run', async () => {
    const older = await copied();
    bench.log.append('s', added('a'), added('c'), added('d'));
    await bench.caughtUp();
    await putBack(older);
    await isWell();
  });

  test('reads on from there at the next start', async () => {
    const older = await copied();
    bench.log.append('s', added('a'), added('c'), added('d'));
    await bench.caughtUp();
    await running.stop();
    await putBack(older);
    running = bench.run();
    await isWell();
  });

  test('reads the build again that it read then', async () => {
    const older = await copied();
    await access().builds.begin(MODEL, 4);
    running.engine.wake();
    await isLive(B2);
    bench.log.append('s', added('c'));
    await bench.caughtUp();
    await putBack(older);
    expect(await stateOf(B2)).toBeUndefined();
    await isWell();
    expect(await stateOf(B1)).toBe('live');
  });

  describe('and an event store that was restored and accepted', () => {
    const accept = () => running.engine.acceptLog('kim');
    const isProven = () =>
      bench.until('it is found out', async () => (await access().eventLog.read()).mismatch !== null);
    const mend = async (): Promise<void> => {
      const { id } = await access().builds.begin(MODEL, 4);
      running.engine.wake();
      await isLive(id);
    };

    test.each(['when it was found out', 'before it was found out', 'before the event came that was found missing'])(
      'as it was %s: what was accepted is not proven again, and a rebuild mends it',
      async (when) => {
        const early = await copied();
        bench.log.append('s', added('c'));
        await bench.caughtUp();
        const before = await copied();
        bench.log.restore(1, 5n);
        await isProven();
        await bench.until('it is stranded', async () =>
          (await access().builds.list()).some(({ stranded }) => stranded),
        );
        const copies: Readonly<Record<string, typeof before>> = {
          'when it was found out': await copied(),
          'before it was found out': before,
        };
        const older = copies[when] ?? early;
        await accept();
        await mend();
        await running.stop();
        await putBack(older);
        const said: string[] = [];
        running = bench.run({ log: (message) => said.push(message) });
        await bench.until(
          'the generation is known again',
          async () => (await access().eventLog.read()).generation === 1,
        );
        await bench.until('it is stranded', async () =>
          (await access().builds.list()).some(({ stranded }) => stranded),
        );
        expect((await access().eventLog.read()).mismatch).toBeNull();
        expect(said.join()).not.toContain('not the one that was read');
        await mend();
        await bench.until('all is as the events say', async () => (await bench.shown()).length === 1);
        await running.looked();
        bench.log.append('s', added('next'));
        await bench.until('the next event is heard', async () => (await bench.tallies.byKey('next'))?.count === 1);
      },
    );
  });
});
