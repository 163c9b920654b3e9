import type { Mongo } from '@doremi/shared/engines/mongo';
import { DEFAULTS, writeAccess, type EngineParts } from '../engine/engine-parts.js';
import { Worker } from '../engine/worker.js';
import { tallyProjection } from './tally.js';

export interface RunningWorker {
  readonly worker: Worker;
  readonly parts: EngineParts;
  /** Lets go of its lanes and ends. */
  readonly stop: () => Promise<void>;
  readonly conflicts: () => number;
}

let workers = 0;

/** A worker of the engine that runs in this process, on the given log and databases. */
export const runWorker = (
  mongo: Mongo,
  store: EngineParts['store'],
  overrides: Partial<EngineParts> = {},
): RunningWorker => {
  let conflicts = 0;
  const now = overrides.now ?? (() => new Date());
  const parts: EngineParts = {
    ...DEFAULTS,
    id: `worker-${++workers}`,
    projections: [tallyProjection()],
    store,
    readSide: writeAccess(mongo, now),
    meters: { batch: () => undefined, conflict: () => void conflicts++, parked: () => undefined },
    log: () => undefined,
    now,
    heartbeatMs: 20,
    ...overrides,
  };
  const worker = new Worker(parts);
  const stopping = new AbortController();
  const running = worker.run(stopping.signal);
  return {
    worker,
    parts,
    conflicts: () => conflicts,
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};
