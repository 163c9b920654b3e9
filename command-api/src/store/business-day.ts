/** The store's local date (YYYY-MM-DD) at `now` (ISO 8601) in its IANA time zone. */
export const businessDayOf = (now: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    new Date(now),
  );
