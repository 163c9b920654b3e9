import type { EventStore, LookUp } from '@doremi/shared/engines/event-store';
import type { Announcements } from '@doremi/shared/engines/read-side/announcements';
import type { Floors } from '@doremi/shared/events/log.events';
import type { AnyProjection } from './any-projection.js';
import type { Herald } from './herald.js';
import type { Meters } from './meters.js';
import type { WriteAccess } from './write-access.js';

export interface EngineSettings {
  readonly lanesPerBuild: number;
  /** Events taken at once at most, and events waiting at most: they bound the memory. */
  readonly batchSize: number;
  readonly queueSize: number;
  /** How long a worker that says nothing keeps its lanes, and how often it says something; milliseconds. */
  readonly leaseMs: number;
  readonly heartbeatMs: number;
  /** How long the former live build is kept after a promotion; milliseconds. */
  readonly retireAfterMs: number;
  /** How long a proof that the log is another one has to stand before it is believed; milliseconds. */
  readonly provenAfterMs: number;
}

export const DEFAULTS: EngineSettings = {
  lanesPerBuild: 4,
  batchSize: 2_000,
  queueSize: 4_000,
  leaseMs: 2_500,
  heartbeatMs: 500,
  retireAfterMs: 24 * 60 * 60 * 1_000,
  provenAfterMs: 5_000,
};

/** All that the engine works with. */
export interface EngineParts extends EngineSettings {
  /** The worker's name. Whoever gives the same one at the next start sees to it that the earlier run is over. */
  readonly id: string;
  readonly projections: readonly AnyProjection[];
  readonly store: Pick<EventStore, 'subscribe' | 'end' | 'read'> & LookUp;
  readonly readSide: WriteAccess;
  readonly announcements?: Announcements;
  /** Tells the other processes of a log that is another one. */
  readonly herald?: Pick<Herald, 'say'>;
  /** The highest ids that the read models know. */
  readonly knownIds: () => Promise<Floors>;
  readonly meters: Meters;
  readonly log: (message: string) => void;
  readonly now: () => Date;
  /** Hears of every heartbeat, also of one that finds an engine away: so long as it does, the worker is not stuck. */
  readonly cameRound?: () => void;
}
