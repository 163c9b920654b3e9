import { Absent, Moment } from '@doremi/http';

/** Of a GET of one thing: how it was, read from the event store, for whoever may see it now. */
export class AsOfQuery {
  /** A time, ISO 8601, or the position of an event. */
  @Absent() @Moment() asOf?: string;
}
