import type { Schema } from '../api/client.js';

const QUARTER_MS = 15 * 60_000;
/** An order may be wanted so much ahead; the contract's own, with a minute to fill in a form. */
const SOONEST_MS = 11 * 60_000;

const isAhead = (time: string, now: number): boolean => Date.parse(time) >= now + SOONEST_MS;

/**
 * The times that may be chosen at `now`, milliseconds, by local day: those that the store has, and the one that was said before, where
 * it begins no quarter of an hour: it is the store's own, as the first at which it can. ISO 8601.
 */
export const daysOf = (times: readonly string[], now: number, said: string | null): string[][] => {
  const isOwn = said !== null && Date.parse(said) % QUARTER_MS !== 0;
  const all = (isOwn ? [...times, said].sort() : times).filter((time) => isAhead(time, now));
  const days = new Map<string, string[]>();
  for (const time of all) {
    const day = new Date(time).toDateString();
    days.set(day, [...(days.get(day) ?? []), time]);
  }
  return [...days.values()];
};

/** Whether a store takes no orders, for later neither, and does not say until when. */
export const isShutForGood = ({ status, until }: Pick<Schema<'StoreView'>, 'status' | 'until'>): boolean =>
  status !== 'OPEN' && until === null;

/** Whether what a store says of itself was so until before `now`, milliseconds: it opened, closed, or its pause is over. */
export const isOver = (
  { opensAt, closesAt, until }: Pick<Schema<'StoreView'>, 'opensAt' | 'closesAt' | 'until'>,
  now: number,
): boolean => [opensAt, closesAt, until].some((at) => at !== null && Date.parse(at) <= now);

/** When to want it where the next free quarter of an hour begins at `freeAt`: then, or as soon in it as may be wanted. */
export const wantedFrom = (freeAt: string, now: number): string =>
  new Date(Math.max(Date.parse(freeAt), Math.ceil((now + SOONEST_MS) / 60_000) * 60_000)).toISOString();
