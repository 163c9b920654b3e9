import { describe, expect, test } from '@jest/globals';
import { Bench } from './testing/bench.js';
import { added, tallyProjection } from './testing/tally.js';

describe('a read side that is restored from an older copy behind its workers', () => {
  const bench = new Bench();
  const COLLECTIONS = ['tally_v1_b1', 'lanes'] as const;
  const collection = (name: string) => bench.engine.mongo.database('main').collection<{ _id: string }>(name);

  const copy = async () => {
    const copies = COLLECTIONS.map(async (name) => ({ name, documents: await collection(name).find({}).toArray() }));
    return Promise.all(copies);
  };

  /** Documents before partitions, so that no partition is ever ahead of its documents. */
  const restore = async (copies: Awaited<ReturnType<typeof copy>>): Promise<void> => {
    for (const { name, documents } of copies) {
      await collection(name).deleteMany({ _id: { $nin: documents.map(({ _id }) => _id) } });
      await collection(name).bulkWrite(
        documents.map((document) => ({ replaceOne: { filter: { _id: document._id }, replacement: document } })),
      );
    }
  };

  const healed = async (): Promise<void> => {
    await bench.until('the read model is as the events say', async () => {
      return JSON.stringify(await bench.shown()) === JSON.stringify(bench.expected());
    });
    const [lowest] = (await bench.partitions()).map(({ position }) => position).sort();
    expect(lowest).toBe(bench.log.last());
  };

  test('catches up again though nothing happens, and goes on', async () => {
    const said: string[] = [];
    bench.run({ projections: [tallyProjection()], log: (message) => said.push(message) });
    bench.log.append('s', added('a'), added('b'));
    await bench.caughtUp();
    const older = await copy();
    bench.log.append('s', added('a'), added('c'), added('d'), added('e'));
    await bench.caughtUp();
    await restore(older);
    expect(await bench.shown()).not.toEqual(bench.expected());
    await healed();
    expect(said.filter((message) => message.startsWith('the read side has gone back'))).toHaveLength(1);
    bench.log.append('s', added('a'), added('f'));
    await bench.caughtUp();
    await healed();
  });

  test('also from before a worker of today took its partitions', async () => {
    const first = bench.run({ projections: [tallyProjection()] });
    bench.log.append('s', added('a'), added('b'));
    await bench.caughtUp();
    const older = await copy();
    await first.stop();
    bench.run({ projections: [tallyProjection()] });
    bench.log.append('s', added('b'), added('c'));
    await bench.caughtUp();
    await restore(older);
    await healed();
  });
});
