import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { BEGINNING, type Position, watermarkOf } from '@doremi/event-sourcing';
import { until } from '@doremi/start';
import { SALES_BY_DAY, WorkerProcesses } from '../testing/worker-processes.js';

/** What a busy machine may take; milliseconds. */
const WITHIN = 300_000;
const ORDERS = 5_000;
const REBUILT = `${SALES_BY_DAY}_b2`;

describe('a worker that is killed (kill -9) during a rebuild', () => {
  let system: WorkerProcesses;

  beforeEach(async () => {
    system = await WorkerProcesses.start();
  }, WITHIN);
  afterEach(() => system.stop(), WITHIN);

  const watermark = async (): Promise<Position> => watermarkOf(await system.partitions.list([REBUILT])) ?? BEGINNING;

  test(
    'goes on from its own checkpoint, and reads nothing before it again',
    async () => {
      const worker = await system.worker('rebuilder');
      await system.sell(ORDERS);
      await system.caughtUp();
      const positions = await system.positions();
      await system.builds.begin(SALES_BY_DAY, 4);
      const quarter = positions[positions.length / 4] ?? BEGINNING;
      await until('a quarter of it to be done', async () => (await watermark()) > quarter, WITHIN);
      await worker.stop('SIGKILL');
      const checkpoint = await watermark();
      const left = positions.filter((each) => each > checkpoint).length;
      expect(left).toBeGreaterThan(0);

      await worker.start();
      await until(
        'the new build to be read',
        async () => (await system.builds.list()).some(({ id, state }) => id === REBUILT && state === 'live'),
        WITHIN,
      );
      const [taken] = await worker.metric('doremi_projection_batch_events_sum');
      expect(taken?.value).toBe(left);
      expect(await system.shown()).toEqual({ [`${SALES_BY_DAY}_b1`]: system.expected, [REBUILT]: system.expected });
    },
    WITHIN,
  );
});
