import type { StoreSettings } from '../events/store.events.js';
import { openAt } from './opening-hours.js';

/** Milliseconds. */
const QUARTER = 15 * 60_000;
/** How far is looked for a time that is free: orders are wanted a week ahead at most. */
const IN_SIGHT = 8 * 24 * 60 * 60_000;

/** The UTC quarter of an hour that an instant is in, by when it begins; both ISO 8601. */
export const quarterOf = (at: string): string => startOf(Date.parse(at));

/** Every quarter that begins between two instants, both included, by when it begins; all ISO 8601. */
export const quartersBetween = (from: string, to: string): string[] => {
  const first = Math.ceil(Date.parse(from) / QUARTER);
  const last = Math.floor(Date.parse(to) / QUARTER);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => startOf((first + index) * QUARTER));
};

const startOf = (instant: number): string => new Date(instant - (instant % QUARTER)).toISOString();

/** The quarter after the one of this instant. */
const nextQuarter = (at: string): string => startOf(Date.parse(at) + QUARTER);

/** The UTC date of a quarter, YYYY-MM-DD. */
export const dateOfQuarter = (quarter: string): string => quarter.slice(0, 10);

/** When a quarter begins, HH:MM in UTC. */
export const timeOfQuarter = (quarter: string): string => quarter.slice(11, 16);

interface Taking {
  readonly settings: StoreSettings;
  /** IANA name. */
  readonly timezone: string;
}

/**
 * The first time from `from` on at which the store is open in a quarter that `isFree`; null where none is in sight. ISO 8601.
 */
export const nextFree = (
  { settings: { hours }, timezone }: Taking,
  from: string,
  isFree: (quarter: string) => boolean,
): string | null => {
  const end = Date.parse(from) + IN_SIGHT;
  for (let at = from; Date.parse(at) <= end;) {
    const { open, opensAt } = openAt(hours, timezone, at);
    if (open && isFree(quarterOf(at))) return at;
    if (!open && opensAt === null) return null;
    at = open ? nextQuarter(at) : (opensAt ?? at);
  }
  return null;
};
