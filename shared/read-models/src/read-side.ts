import type { Announcements, ReadModel } from '@doremi/event-sourcing';
import type { Mongo } from './mongo.js';
import { Builds } from './builds.js';
import { EventLogRecord } from './event-log-record.js';
import { Freshness } from './freshness.js';
import { Partitions } from './partitions.js';
import { LiveBuilds } from './live-builds.js';
import { ParkedEvents } from './parked-events.js';
import { Reader } from './reader.js';

/** The readers' door to the read models; writing them is the projections' business alone. */
export interface ReadSide {
  /** One reader per model and process is enough; it follows promotions by itself. */
  readonly readModel: <Document extends object>(model: ReadModel<Document>) => Reader<Document>;
  /** Stops listening; the connections are their makers' to close. */
  readonly close: () => void;
}

/** Opens the read side. With `announcements` (Redis) changes and promotions are noticed at once, without it soon. */
export const openReadSide = (mongo: Mongo, announcements?: Announcements): ReadSide => {
  const live = new LiveBuilds(new Builds(mongo), new EventLogRecord(mongo), announcements);
  const freshness = new Freshness(new Partitions(mongo), announcements);
  const parkedEvents = new ParkedEvents(mongo);
  return {
    readModel: (model) => new Reader(model, { mongo, live, freshness, parkedEvents, announcements }),
    close: () => {
      live.close();
      freshness.close();
    },
  };
};
