import type { Build } from '@doremi/shared/engines/read-side/build';
import { Builds } from '@doremi/shared/engines/read-side/builds';
import { Documents } from '@doremi/shared/engines/read-side/documents';
import { Lanes } from '@doremi/shared/engines/read-side/lanes';
import { ParkedEvents } from '@doremi/shared/engines/read-side/parked-events';
import { Workers } from '@doremi/shared/engines/read-side/workers';
import type { Mongo } from '@doremi/shared/engines/mongo';

/** The writing side of the read side. */
export interface WriteAccess {
  readonly builds: Builds;
  readonly lanes: Lanes;
  readonly workers: Workers;
  readonly parkedEvents: ParkedEvents;
  readonly documentsOf: (build: Pick<Build, 'id' | 'database'>) => Documents;
}

export const writeAccess = (mongo: Mongo, now?: () => Date): WriteAccess => ({
  builds: new Builds(mongo, now),
  lanes: new Lanes(mongo),
  workers: new Workers(mongo),
  parkedEvents: new ParkedEvents(mongo),
  documentsOf: (build) => new Documents(mongo, build),
});
