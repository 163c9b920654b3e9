import type { Build } from '@doremi/shared/engines/read-side/build';
import { Builds } from '@doremi/shared/engines/read-side/builds';
import type { Changed } from '@doremi/shared/engines/read-side/changes';
import { scanDocuments } from '@doremi/shared/engines/read-side/document-scan';
import { EventLogRecord } from '@doremi/shared/engines/read-side/event-log-record';
import { Documents } from '@doremi/shared/engines/read-side/documents';
import { Lanes } from '@doremi/shared/engines/read-side/lanes';
import { ParkedEvents } from '@doremi/shared/engines/read-side/parked-events';
import { SkippedEvents } from '@doremi/shared/engines/read-side/skipped-events';
import { Workers } from '@doremi/shared/engines/read-side/workers';
import type { Mongo } from '@doremi/shared/engines/mongo';

/** The writing side of the read side. */
export interface WriteAccess {
  readonly builds: Builds;
  readonly lanes: Lanes;
  readonly workers: Workers;
  readonly eventLog: EventLogRecord;
  readonly parkedEvents: ParkedEvents;
  readonly skippedEvents: SkippedEvents;
  readonly documentsOf: (build: Pick<Build, 'id' | 'database'>) => Documents;
  /** Every document of a build, by key. */
  readonly scan: (build: Pick<Build, 'id' | 'database'>) => AsyncIterable<Changed<object>>;
}

export const writeAccess = (mongo: Mongo, now?: () => Date): WriteAccess => ({
  builds: new Builds(mongo, now),
  lanes: new Lanes(mongo),
  workers: new Workers(mongo),
  eventLog: new EventLogRecord(mongo),
  parkedEvents: new ParkedEvents(mongo),
  skippedEvents: new SkippedEvents(mongo),
  documentsOf: (build) => new Documents(mongo, build),
  scan: (build) => scanDocuments(mongo, build),
});
