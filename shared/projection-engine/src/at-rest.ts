import type { Build, Partition } from '@doremi/event-sourcing';
import type { ParkedEvent, Worker } from '@doremi/read-models';
import type { EngineSettings } from './options.js';

/** How things stand after a look. */
interface Seen {
  readonly present: readonly Worker[];
  readonly builds: readonly Build[];
  readonly partitions: readonly Partition[];
  readonly parked: readonly ParkedEvent[];
}

export const isAlone = (id: string, present: readonly Worker[]): boolean => present.every((worker) => worker.id === id);

/**
 * Whether nothing can happen that a worker has to see within a heartbeat: it is the only one, so that nobody's partitions
 * wait for their lease to run out, it has all partitions, nothing is being built, and nothing waits for an operator's
 * word. Whatever an operator asks of this process wakes it, and whoever joins looks at every heartbeat, being two.
 */
export const isAtRest = (id: string, { present, builds, partitions, parked }: Seen): boolean =>
  isAlone(id, present) &&
  partitions.every(({ owner, parked: held }) => owner === id && held.length === 0) &&
  builds.every(({ state, builtAt }) => state !== 'building' && builtAt !== null) &&
  parked.length === 0;

/** How slowly the heart of a worker at rest beats, in heartbeats, and how many of these beats come to one look. */
const HEARTBEATS = 2.5;
export const BEATS_OF_A_LOOK = 4;

/** How long a worker at rest waits for its next beat: its leases are renewed when half of them has gone. Milliseconds. */
export const atRestEvery = ({ heartbeatMs, leaseMs }: Pick<EngineSettings, 'heartbeatMs' | 'leaseMs'>): number =>
  Math.max(heartbeatMs, Math.min(HEARTBEATS * heartbeatMs, leaseMs / 2));
