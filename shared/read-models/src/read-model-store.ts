import type { Build } from '@doremi/event-sourcing';
import { Builds } from './builds.js';
import type { Changed } from './changes.js';
import { scanDocuments, scanFingerprints } from './document-scan.js';
import { EventLogRecord } from './event-log-record.js';
import { Documents } from './documents.js';
import { Partitions } from './partitions.js';
import { ParkedEvents } from './parked-events.js';
import { SkippedEvents } from './skipped-events.js';
import type { Fingerprint } from './stored-document.js';
import { Workers } from './workers.js';
import type { Mongo } from './mongo.js';

/** What a class offers, for whoever does the same in another way. */
type Port<Class> = Pick<Class, keyof Class>;

/**
 * Where a projection engine keeps documents, builds, partitions and what is parked: the writing side of the read
 * models.
 */
export interface ReadModelStore {
  readonly builds: Port<Builds>;
  readonly partitions: Port<Partitions>;
  readonly workers: Port<Workers>;
  readonly eventLog: Port<EventLogRecord>;
  readonly parkedEvents: Port<ParkedEvents>;
  readonly skippedEvents: Port<SkippedEvents>;
  readonly documentsOf: (build: Pick<Build, 'id' | 'database'>) => Port<Documents>;
  /** Every document of a build, in the order of the keys. */
  readonly scan: (build: Pick<Build, 'id' | 'database'>) => AsyncIterable<Changed<object>>;
  /** The same without reading any of them. */
  readonly fingerprints: (build: Pick<Build, 'id' | 'database'>) => AsyncIterable<Fingerprint>;
}

/** The store in MongoDB. `now` is the clock of what it dates. */
export const readModelStore = (mongo: Mongo, now?: () => Date): ReadModelStore => ({
  builds: new Builds(mongo, now),
  partitions: new Partitions(mongo),
  workers: new Workers(mongo),
  eventLog: new EventLogRecord(mongo),
  parkedEvents: new ParkedEvents(mongo),
  skippedEvents: new SkippedEvents(mongo),
  documentsOf: (build) => new Documents(mongo, build),
  scan: (build) => scanDocuments(mongo, build),
  fingerprints: (build) => scanFingerprints(mongo, build),
});
