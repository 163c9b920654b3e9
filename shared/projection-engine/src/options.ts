import type { Announcements, EventLog, EventStore, LookUp, Recorded } from '@doremi/event-sourcing';
import type { ReadModelStore } from '@doremi/read-models';
import type { AnyProjection, CheckVersion } from './any-projection.js';

export interface EngineSettings {
  /** Into how many ordered partitions a build's documents are divided: so many workers can share it. */
  readonly partitionsPerBuild: number;
  /** Events taken at once at most, and events waiting at most: they bound the memory. */
  readonly batchSize: number;
  readonly queueSize: number;
  /** How much memory rebuilding may take, besides what the worker takes anyway; bytes. */
  readonly rebuildMemory: number;
  /** How many cores the worker takes at most while it rebuilds, such as 0.5: the rest is left to those who read. */
  readonly rebuildCores: number;
  /** How long a worker that says nothing keeps its partitions, and how often it says something; milliseconds. */
  readonly leaseMs: number;
  readonly heartbeatMs: number;
  /** How long the former live build is kept after a promotion; milliseconds. */
  readonly retireAfterMs: number;
  /**
   * Documents that a verification holds in memory; where there are more, the events are read once more for each such
   * part.
   */
  readonly documentsInMemory: number;
  /** How long a proof that the log is another one has to stand before it is believed; milliseconds. */
  readonly provenAfterMs: number;
}

export const ENGINE_DEFAULTS: EngineSettings = {
  partitionsPerBuild: 4,
  batchSize: 2_000,
  queueSize: 4_000,
  rebuildMemory: 128 * 1024 * 1024,
  rebuildCores: Infinity,
  leaseMs: 2_500,
  heartbeatMs: 500,
  retireAfterMs: 24 * 60 * 60 * 1_000,
  documentsInMemory: 25_000,
  provenAfterMs: 5_000,
};

/** Hears what the engine does while it runs: for metrics and traces. */
export interface EngineObserver {
  /** A batch of this many events was taken; an event counts as handled once for each read model that it was for. */
  readonly batch?: (events: number, handled: number) => void;
  /** A batch was dropped because a write or a checkpoint did not take effect. */
  readonly conflict?: () => void;
  readonly parked?: (events: number) => void;
  /** These events are in the documents; not of a rebuild. `startedAt` in milliseconds. */
  readonly projected?: (events: readonly Recorded[], startedAt: number) => void;
  /** A heartbeat, also one that finds an engine away: so long as they come, the worker is not stuck. */
  readonly heartbeat?: () => void;
  /** Which log the event store holds, at every look: for processes that do not ask the read models. */
  readonly eventLog?: (known: EventLog) => Promise<void>;
}

/** Where the log itself says that an operator accepted it. STORAGE FORMAT: the stream, and the version of its events. */
export interface AcceptanceStream {
  readonly stream: string;
  readonly schemaVersion: number;
}

/** All that the engine works with. */
export interface EngineOptions extends EngineSettings {
  /** The worker's name. Whoever gives the same one at the next start sees to it that the earlier run is over. */
  readonly id: string;
  readonly projections: readonly AnyProjection[];
  /** The event log; what is appended to it is that an operator accepted it. */
  readonly store: Pick<EventStore, 'subscribe' | 'end' | 'read' | 'append'> & LookUp;
  readonly readModels: ReadModelStore;
  /** Tells readers in other processes what changed. Without it they find out by looking. */
  readonly announcements?: Pick<Announcements, 'publish'>;
  /** Throws on an event of a version that this release does not know: it is parked. */
  readonly checkVersion?: CheckVersion;
  /**
   * The highest ids that the read models know, by what they number: no new one may begin below, whatever log there is.
   */
  readonly floors: () => Promise<Readonly<Record<string, number>>>;
  readonly acceptances: AcceptanceStream;
  readonly observer: EngineObserver;
  /** What an operator may want to read later. */
  readonly log: (message: string) => void;
  readonly now: () => Date;
}
