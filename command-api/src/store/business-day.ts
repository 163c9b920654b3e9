/** One for each zone: to make one takes longer than all else that an order costs. */
const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  formats.set(timeZone, format);
  return format;
};

/** The store's local date (YYYY-MM-DD) at `now` (ISO 8601) in its IANA time zone. */
export const businessDayOf = (now: string, timeZone: string): string => formatOf(timeZone).format(new Date(now));
