import { EngineUnavailable } from '@doremi/event-sourcing';
import { ENGINE_DEFAULTS, type EngineOptions } from '../options.js';
import { projectionEngine, type ProjectionEngine } from '../engine.js';
import type { ReadModelStore } from '@doremi/read-models';
import { tallyProjection } from './tally.js';
import { until } from './until.js';

export interface RunningWorker {
  readonly id: string;
  readonly engine: ProjectionEngine;
  readonly parts: EngineOptions;
  /** Waits until it has looked at the read side once more, from beginning to end. */
  readonly looked: () => Promise<void>;
  /** Lets go of its partitions and ends. */
  readonly stop: () => Promise<void>;
  /** Ends like a killed process: nothing that it would still write or release takes effect. */
  readonly crash: () => Promise<void>;
}

let workers = 0;

/** A worker of the engine that runs in this process, on the given log and read models. */
export const runWorker = (
  readModels: (now: () => Date) => ReadModelStore,
  store: EngineOptions['store'],
  overrides: Partial<EngineOptions> = {},
): RunningWorker => {
  let isDead = false;
  let looks = 0;
  const now = overrides.now ?? (() => new Date());
  const parts: EngineOptions = {
    ...ENGINE_DEFAULTS,
    id: `worker-${++workers}`,
    projections: [tallyProjection()],
    store,
    readModels: mortal(
      counted(readModels(now), () => looks++),
      () => isDead,
    ),
    observer: {},
    log: () => undefined,
    now,
    heartbeatMs: 20,
    rebuildMemory: 1, // every batch is written as soon as it may be
    provenAfterMs: 0,
    floors: () => Promise.resolve({}),
    acceptances: { stream: 'acceptances', schemaVersion: 1 },
    ...overrides,
  };
  const engine = projectionEngine(parts);
  const stopping = new AbortController();
  const running = engine.run(stopping.signal);
  const stop = async (): Promise<void> => {
    stopping.abort();
    await running;
  };
  return {
    id: parts.id,
    engine,
    parts,
    stop,
    looked: () => {
      const enough = looks + 2;
      engine.wake();
      return until('the worker has looked', () => looks >= enough);
    },
    crash: () => {
      isDead = true;
      return stop();
    },
  };
};

/** The same access; a look begins with an announcement. */
const counted = (access: ReadModelStore, onLook: () => void): ReadModelStore => {
  const announce = access.workers.announce.bind(access.workers);
  access.workers.announce = (worker) => {
    onLook();
    return announce(worker);
  };
  return access;
};

/** The same access, until its process is dead. */
const mortal = (access: ReadModelStore, isDead: () => boolean): ReadModelStore => {
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
    partitions: guarded(access.partitions),
    workers: guarded(access.workers),
    eventLog: guarded(access.eventLog),
    parkedEvents: guarded(access.parkedEvents),
    skippedEvents: guarded(access.skippedEvents),
    documentsOf: (build) => guarded(access.documentsOf(build)),
    scan: (build) => access.scan(build),
    fingerprints: (build) => access.fingerprints(build),
  };
};
