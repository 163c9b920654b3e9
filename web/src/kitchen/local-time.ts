const partsOf = (instant: number, timezone: string): { readonly date: string; readonly asUtc: number } => {
  const format = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone: timezone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  });
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  const date = `${parts.year}-${parts.month}-${parts.day}`;
  return { date, asUtc: Date.parse(`${date}T${parts.hour}:${parts.minute}:${parts.second}Z`) };
};

/** The date (YYYY-MM-DD) at a place, at `instant` (ms since 1970). */
export const dateIn = (timezone: string, instant = Date.now()): string => partsOf(instant, timezone).date;

/** The instant (ISO 8601) of a local time (`YYYY-MM-DDTHH:MM`) at a place; one that does not exist is moved on by the gap. */
export const instantIn = (timezone: string, local: string): string => {
  const wanted = Date.parse(`${local}:00Z`);
  const offsetAt = (instant: number): number => partsOf(instant, timezone).asUtc - Math.floor(instant / 1_000) * 1_000;
  const guess = wanted - offsetAt(wanted);
  return new Date(wanted - offsetAt(guess)).toISOString();
};

/** When the day ends at a place, from `instant` on. */
export const endOfDay = (timezone: string, instant = Date.now()): string => {
  const { date } = partsOf(instant, timezone);
  const next = new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  return instantIn(timezone, `${next}T00:00`);
};
