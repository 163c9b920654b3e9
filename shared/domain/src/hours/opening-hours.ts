import type { HoursException, OpeningHours, OpeningPeriod } from '../events/store.events.js';
import { minutesOf } from './local-minutes.js';
import { instantOf, localAt } from './zone.js';

/** Whether a store is open; if not when it opens, if so when it closes. ISO 8601; null where that is not in sight. */
export interface OpenAt {
  readonly open: boolean;
  readonly opensAt: string | null;
  readonly closesAt: string | null;
}

/** From and to, the latter excluded; milliseconds since 1970. */
export type Interval = readonly [from: number, to: number];

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** How far is looked for an opening, and for an end where one period goes on where another ends; days. */
const OPENING_IN_SIGHT = 400;
const CLOSING_IN_SIGHT = 14;

/** What was open two days before may run on; clocks that go back over midnight show a day again, as the next one may have begun. */
const DAYS_BEFORE = 2;

const ALWAYS: OpenAt = { open: true, opensAt: null, closesAt: null };

/** How the hours stand at `at` (ISO 8601) in the store's IANA time zone; no hours are always open. Pure. */
export const openAt = (hours: OpeningHours | null, timeZone: string, at: string): OpenAt => {
  if (hours === null) return ALWAYS;
  const now = Date.parse(at);
  const today = Math.floor(localAt(timeZone, now) / DAY);
  const intervalsOf = intervalsByDay(hours, timeZone);
  const closes = closing(intervalsOf, now, today);
  if (closes !== null) return { open: true, opensAt: null, closesAt: textOf(closes.at) };
  return { open: false, opensAt: textOf(opening(intervalsOf, now, today)), closesAt: null };
};

/**
 * All that is open between two instants (milliseconds since 1970), in no order: intervals may overlap, and reach or lie beyond those. For
 * whoever asks about many instants: each `openAt` looks at the hours of weeks.
 */
export const openBetween = (hours: OpeningHours, timeZone: string, from: number, to: number): readonly Interval[] => {
  const intervalsOf = intervalsByDay(hours, timeZone);
  const [first, last] = [from, to].map((instant) => Math.floor(localAt(timeZone, instant) / DAY)) as [number, number];
  const days = Array.from({ length: last - first + DAYS_BEFORE + 2 }, (_, index) => first - DAYS_BEFORE + index);
  return days.flatMap(intervalsOf);
};

const textOf = (instant: number | null): string | null => (instant === null ? null : new Date(instant).toISOString());

/** When what is open at `now` closes, of which null is not in sight; null where it is closed. */
const closing = (intervalsOf: IntervalsOf, now: number, today: number): { readonly at: number | null } | null => {
  let end = now;
  const known: Interval[] = [];
  for (let day = today - DAYS_BEFORE; day <= today + CLOSING_IN_SIGHT; day++) {
    known.push(...intervalsOf(day));
    end = reached(known, end);
    if (day > today && end === now) return null;
    // No clock is a day ahead of UTC: what begins on later days begins later than this.
    if (day > today && end < day * DAY) return { at: end };
  }
  return { at: null };
};

/** How far one goes from an instant in what is open, with what begins meanwhile. */
const reached = (intervals: readonly Interval[], from: number): number => {
  const next = intervals.find(([begin, end]) => begin <= from && from < end);
  return next ? reached(intervals, next[1]) : from;
};

const opening = (intervalsOf: IntervalsOf, now: number, today: number): number | null => {
  const beginsOn = (day: number): number[] => intervalsOf(day).flatMap(([from]) => (from > now ? [from] : []));
  for (let day = today - DAYS_BEFORE; day <= today + OPENING_IN_SIGHT; day++) {
    const begins = beginsOn(day);
    // A time that does not exist moves forward, and may do so behind one of the next day.
    if (begins.length > 0) return Math.min(...begins, ...beginsOn(day + 1));
  }
  return null;
};

/** What begins on a day, counted from 1970-01-01, as the clocks there show it. */
type IntervalsOf = (day: number) => readonly Interval[];

const intervalsByDay = ({ weekly, exceptions }: OpeningHours, timeZone: string): IntervalsOf => {
  const excepted = new Map<string, readonly HoursException[]>();
  for (const one of exceptions) excepted.set(one.date, [...(excepted.get(one.date) ?? []), one]);
  return (day) => {
    const instead = excepted.get(new Date(day * DAY).toISOString().slice(0, 10));
    const periods: readonly OpeningPeriod[] = instead
      ? instead.flatMap((one) => ('closed' in one ? [] : [one]))
      : weekly.filter((one) => one.day === weekdayOf(day));
    return periods.map((period) => intervalOf(period, day, timeZone)).filter(([from, to]) => from < to);
  };
};

/** 1 is Monday, 7 Sunday; 1970 began on a Thursday. */
const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

const intervalOf = (period: OpeningPeriod, day: number, timeZone: string): Interval => {
  const [from, to] = minutesOf(period);
  return [
    instantOf(timeZone, day * DAY + from * MINUTE, 'first'),
    instantOf(timeZone, day * DAY + to * MINUTE, 'second'),
  ];
};
