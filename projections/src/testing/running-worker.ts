import { EngineUnavailable } from '@doremi/shared/engines/event-store';
import type { Mongo } from '@doremi/shared/engines/mongo';
import { DEFAULTS, type EngineParts } from '../engine/engine-parts.js';
import { Worker } from '../engine/worker.js';
import { writeAccess, type WriteAccess } from '../engine/write-access.js';
import { tallyProjection } from './tally.js';
import { until } from './until.js';

export interface RunningWorker {
  readonly id: string;
  readonly worker: Worker;
  readonly parts: EngineParts;
  /** Waits until it has looked at the read side once more, from beginning to end. */
  readonly looked: () => Promise<void>;
  /** Lets go of its lanes and ends. */
  readonly stop: () => Promise<void>;
  /** Ends like a killed process: nothing that it would still write or release reaches MongoDB. */
  readonly crash: () => Promise<void>;
}

let workers = 0;

/** A worker of the engine that runs in this process, on the given log and databases. */
export const runWorker = (
  mongo: Mongo,
  store: EngineParts['store'],
  overrides: Partial<EngineParts> = {},
): RunningWorker => {
  let isDead = false;
  let looks = 0;
  const now = overrides.now ?? (() => new Date());
  const parts: EngineParts = {
    ...DEFAULTS,
    id: `worker-${++workers}`,
    projections: [tallyProjection()],
    store,
    readSide: mortal(
      counted(writeAccess(mongo, now), () => looks++),
      () => isDead,
    ),
    meters: { batch: () => undefined, conflict: () => undefined, parked: () => undefined },
    log: () => undefined,
    now,
    heartbeatMs: 20,
    provenAfterMs: 0,
    knownIds: () => Promise.resolve({ menu: 0, cart: 0 }),
    ...overrides,
  };
  const worker = new Worker(parts);
  const stopping = new AbortController();
  const running = worker.run(stopping.signal);
  const stop = async (): Promise<void> => {
    stopping.abort();
    await running;
  };
  return {
    id: parts.id,
    worker,
    parts,
    stop,
    looked: () => {
      const enough = looks + 2;
      worker.wake();
      return until('the worker has looked', () => looks >= enough);
    },
    crash: () => {
      isDead = true;
      return stop();
    },
  };
};

/** The same access; a look begins with an announcement. */
const counted = (access: WriteAccess, onLook: () => void): WriteAccess => {
  const announce = access.workers.announce.bind(access.workers);
  access.workers.announce = (worker) => {
    onLook();
    return announce(worker);
  };
  return access;
};

/** The same access, until its process is dead. */
const mortal = (access: WriteAccess, isDead: () => boolean): WriteAccess => {
  const guarded = <T extends object>(target: T): T =>
    new Proxy(target, {
      get: (of, name) => {
        const member: unknown = Reflect.get(of, name);
        if (typeof member !== 'function') return member;
        return (...input: unknown[]): unknown => {
          if (isDead()) throw new EngineUnavailable('the process is dead');
          return Reflect.apply(member, of, input);
        };
      },
    });
  return {
    builds: guarded(access.builds),
    lanes: guarded(access.lanes),
    workers: guarded(access.workers),
    eventLog: guarded(access.eventLog),
    parkedEvents: guarded(access.parkedEvents),
    skippedEvents: guarded(access.skippedEvents),
    documentsOf: (build) => guarded(access.documentsOf(build)),
    scan: (build) => access.scan(build),
  };
};
