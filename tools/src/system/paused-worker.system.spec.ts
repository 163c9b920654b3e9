import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { until } from '@doremi/start';
import { SALES_BY_DAY, WorkerProcesses } from '../testing/worker-processes.js';

/** What a busy machine may take; milliseconds. */
const WITHIN = 120_000;

/** `npm run test:long` pauses it more often, each time in the middle of something else. */
const PAUSES = 2;

describe('a worker that is paused (SIGSTOP) for longer than its lease', () => {
  let system: WorkerProcesses;

  beforeEach(async () => {
    system = await WorkerProcesses.start();
  }, WITHIN);
  afterEach(() => system.stop(), WITHIN);

  const partitionsOf = async (owner: string) =>
    (await system.partitions.list()).filter((partition) => partition.owner === owner).length;

  test(
    'changes nothing that its successor wrote when it wakes up, and takes part again',
    async () => {
      const [sleeper] = await Promise.all([system.worker('sleeper'), system.worker('successor')]);
      await until(
        'both to have partitions',
        async () => (await partitionsOf('sleeper')) > 0 && (await partitionsOf('successor')) > 0,
      );
      for (let pause = 0; pause < PAUSES; pause++) {
        const was = new Map((await system.partitions.list()).map(({ id, handled }) => [id, handled]));
        const selling = system.sell(1_000);
        await until('it to be at work', async () =>
          (await system.partitions.list()).some(
            ({ id, owner, handled }) => owner === 'sleeper' && handled > (was.get(id) ?? 0),
          ),
        );
        sleeper.freeze();
        await Promise.all([selling, system.sell(0)]);
        await until('it to have lost its partitions', async () => (await partitionsOf('sleeper')) === 0, 60_000);
        await system.caughtUp();
        const before = await system.everything();

        sleeper.thaw();
        await until('it to have its share again', async () => (await partitionsOf('sleeper')) > 0, 60_000);
        expect(await system.everything()).toEqual(before);
        expect(await system.shown()).toEqual({ [`${SALES_BY_DAY}_b1`]: system.expected });
      }
      await system.sell(100);
      await system.caughtUp();
      expect(await system.shown()).toEqual({ [`${SALES_BY_DAY}_b1`]: system.expected });
    },
    WITHIN,
  );
});
