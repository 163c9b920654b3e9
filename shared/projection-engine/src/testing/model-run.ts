import fc from 'fast-check';
import { Harness } from './harness.js';
import { steps } from './scenario.js';

interface Size {
  readonly seed: number;
  /** Which history of the seed to try again, as a failure names it; all of them when absent. */
  readonly path?: string | undefined;
  readonly runs: number;
  readonly commands: number;
}

/** The seed of a model-based test: a new one each time, or the one to try again. */
export const seedOf = (setting: string | undefined): number => Number(setting ?? Date.now() % 2 ** 31);

/** Drives the engine through random histories; throws with the seed and the shortest history found that fails. */
export const runModel = ({ seed, path, runs, commands }: Size): Promise<void> =>
  fc.assert(
    fc.asyncProperty(fc.commands(steps, { maxCommands: commands, size: 'max' }), async (history) => {
      const harness = await Harness.start();
      try {
        await fc.asyncModelRun(() => ({ model: {}, real: harness }), history);
        await harness.recover();
      } finally {
        await harness.stop();
      }
    }),
    { seed, ...(path && { path }), numRuns: runs, endOnFailure: true, includeErrorInReport: true },
  );
