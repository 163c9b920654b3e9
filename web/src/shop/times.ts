const QUARTER_MS = 15 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
/** An order may be wanted so much ahead; the contract's own, with a minute to fill in a form. */
const SOONEST_MS = 11 * 60_000;
const LATEST_MS = 7 * DAY_MS;

/** The quarter-hours that may be wanted at `now`, milliseconds, from `from` on where that is later; ISO 8601, by local day. */
export const quartersFrom = (now: number, from: string | null): string[][] => {
  const first = Math.max(now + SOONEST_MS, from === null ? 0 : Date.parse(from));
  const days = new Map<string, string[]>();
  for (let at = Math.ceil(first / QUARTER_MS) * QUARTER_MS; at <= now + LATEST_MS - 60_000; at += QUARTER_MS) {
    const day = new Date(at).toDateString();
    days.set(day, [...(days.get(day) ?? []), new Date(at).toISOString()]);
  }
  return [...days.values()];
};

/** When to want it where the next free quarter of an hour begins at `freeAt`: then, or as soon in it as may be wanted. */
export const wantedFrom = (freeAt: string, now: number): string =>
  new Date(Math.max(Date.parse(freeAt), Math.ceil((now + SOONEST_MS) / 60_000) * 60_000)).toISOString();
