import { randomUUID } from 'node:crypto';
import { BuildOperations } from './build-operations.js';
import { compareBuilds } from './compare.js';
import { acceptLog } from './log-acceptance.js';
import { ENGINE_DEFAULTS, type EngineOptions } from './options.js';
import { parkedOperations } from './parked-operations.js';
import { StatusBoard } from './status.js';
import { verifyBuild } from './verify.js';
import { Worker } from './worker.js';

/** What an engine cannot do without, and whatever is to be otherwise than by default. */
export type ProjectionEngineOptions = Pick<EngineOptions, 'projections' | 'store' | 'readModels'> &
  Partial<EngineOptions>;

export type ProjectionEngine = ReturnType<typeof projectionEngine>;

/**
 * Keeps projections up to date with an event log: one worker of as many as run on the same read models. What operators
 * ask for is answered by any of them, also by one that does not run. `by` is who asked, for the record; what can't be
 * done is refused with a code. Everything throws EngineUnavailable while the event store or the read models are away.
 */
export const projectionEngine = (options: ProjectionEngineOptions) => {
  const parts: EngineOptions = {
    ...ENGINE_DEFAULTS,
    id: randomUUID(),
    floors: () => Promise.resolve({}),
    acceptances: { stream: 'logAcceptances', schemaVersion: 1 },
    observer: {},
    log: () => undefined,
    now: () => new Date(),
    ...options,
  };
  const worker = new Worker(parts);
  const board = new StatusBoard(parts);
  const wake = (): void => worker.wake();
  const builds = new BuildOperations({ ...parts, wake });
  return {
    /** Works until the signal, then lets go of its partitions. Rejects only with a fault that is no engine's absence. */
    run: (signal: AbortSignal) => worker.run(signal),
    /** Looks at how things stand now instead of at the next heartbeat, or at the end of a rest. */
    wake,
    /** Every projection with its builds: the same answer from every worker. */
    status: () => board.look(),
    /** Which log the event store holds, as far as was found out. */
    eventLog: () => parts.readModels.eventLog.read(),
    /**
     * Builds a projection anew beside the build that is read, and takes its place once it is as far; joins one under
     * way.
     */
    rebuild: (name: string, by: string) => builds.rebuild(name, by),
    /** Drops a build that is under way; `target` is its id, or the projection's name. */
    cancel: (target: string, by: string) => builds.cancel(target, by),
    /** Reads go to this build from now on. */
    promote: (build: string, by: string) => builds.promote(build, by),
    /** Reads go back to the build that was read before. */
    rollback: (name: string, by: string) => builds.rollback(name, by),
    /** Takes a build that is kept as a way back out of service. */
    retire: (build: string, by: string) => builds.retire(build, by),
    /** Compares a live build, or the build of that id, with a fresh fold of the events; tells line by line. */
    verify: verifyBuild(parts),
    /** Compares a build with the one that is read in its place, or was. */
    compare: compareBuilds(parts.readModels),
    /** The events that no fold could take: list, show, retry, skip. */
    parked: parkedOperations({ ...parts, wake }),
    /** Settles that the log is another one than was read, such as a restored backup. */
    acceptLog: (by: string) => acceptLog({ ...parts, wake }, by),
  };
};
