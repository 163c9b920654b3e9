import { localAt } from '@doremi/domain';

/** The store's local date (YYYY-MM-DD) at `now` (ISO 8601) in its IANA time zone. */
export const businessDayOf = (now: string, timeZone: string): string =>
  new Date(localAt(timeZone, Date.parse(now))).toISOString().slice(0, 10);
