import type { Schema } from '../api/client.js';

const QUARTER_MS = 15 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
/** An order may be wanted so much ahead; the contract's own, with a minute to fill in a form. */
const SOONEST_MS = 11 * 60_000;
const LATEST_MS = 7 * DAY_MS;

/** What a store says of when it takes orders: its hours of now, and no other day's. */
type Hours = Pick<Schema<'StoreView'>, 'openNow' | 'opensAt' | 'closesAt' | 'nextFreeAt'>;

const dayOf = (at: number): string => new Date(at).toDateString();

/**
 * The quarter-hours that may be wanted at `now`, milliseconds: from when the store opens, or is free, until it closes today. Whether
 * it is open on another day only the store knows. ISO 8601, by local day.
 */
export const quartersOf = (now: number, { openNow, opensAt, closesAt, nextFreeAt }: Hours): string[][] => {
  const begins = [nextFreeAt, openNow ? null : opensAt].map((from) => (from === null ? 0 : Date.parse(from)));
  const first = Math.max(now + SOONEST_MS, ...begins);
  const closes = closesAt === null ? Infinity : Date.parse(closesAt);
  const isShut = (at: number): boolean => at >= closes && dayOf(at) === dayOf(now);
  const days = new Map<string, string[]>();
  for (let at = Math.ceil(first / QUARTER_MS) * QUARTER_MS; at <= now + LATEST_MS - 60_000; at += QUARTER_MS) {
    if (isShut(at)) continue;
    const day = dayOf(at);
    days.set(day, [...(days.get(day) ?? []), new Date(at).toISOString()]);
  }
  return [...days.values()];
};

/** Whether what a store says of itself was so until before `now`, milliseconds: it opened, closed, or its pause is over. */
export const isOver = (
  { opensAt, closesAt, until }: Pick<Schema<'StoreView'>, 'opensAt' | 'closesAt' | 'until'>,
  now: number,
): boolean => [opensAt, closesAt, until].some((at) => at !== null && Date.parse(at) <= now);

/** When to want it where the next free quarter of an hour begins at `freeAt`: then, or as soon in it as may be wanted. */
export const wantedFrom = (freeAt: string, now: number): string =>
  new Date(Math.max(Date.parse(freeAt), Math.ceil((now + SOONEST_MS) / 60_000) * 60_000)).toISOString();
