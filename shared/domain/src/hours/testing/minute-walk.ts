import type { OpeningHours } from '../../events/store.events.js';

const MINUTE = 60_000;
const MINUTES_A_DAY = 24 * 60;

/** Some days of a zone, minute by minute. */
export interface Walk {
  readonly instants: readonly number[];
  /** What the clocks show at each, in minutes of a clock that never changes; and where it is shown first and last. */
  readonly shown: readonly number[];
  readonly first: ReadonlyMap<number, number>;
  readonly last: ReadonlyMap<number, number>;
  /** The dates that begin in it. */
  readonly dates: readonly string[];
  /** The minutes with enough days before and after them. */
  readonly begin: number;
  readonly end: number;
}

const DAYS = 9;

/** Nine days from two before `from` on, of which five are to be asked of. */
export const walkOf = (timeZone: string, from: string): Walk => {
  const clock = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric' },
  });
  const read = (instant: number): number => {
    const part = Object.fromEntries(clock.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour, minute } = part;
    return Date.UTC(year, month - 1, day, hour, minute) / MINUTE;
  };
  const start = Date.parse(from) - 2 * MINUTES_A_DAY * MINUTE;
  const instants = Array.from({ length: DAYS * MINUTES_A_DAY }, (_, index) => start + index * MINUTE);
  const shown = clocksAt(instants, read);
  const dates = [...new Set(shown.map((minute) => new Date(minute * MINUTE).toISOString().slice(0, 10)))];
  return {
    ...{ instants, shown, dates },
    first: new Map(shown.map((minute, index): [number, number] => [minute, index]).reverse()),
    last: new Map(shown.map((minute, index) => [minute, index])),
    begin: 2 * MINUTES_A_DAY,
    end: 7 * MINUTES_A_DAY,
  };
};

const QUARTER = 15;

/** What the clocks show at each: of a quarter of an hour in which they just run on, its first and its last minute are read. */
const clocksAt = (instants: readonly number[], read: (instant: number) => number): readonly number[] =>
  Array.from({ length: instants.length / QUARTER }, (_, index) => {
    const quarter = instants.slice(index * QUARTER, (index + 1) * QUARTER);
    const [first, last] = [read(quarter[0] ?? 0), read(quarter.at(-1) ?? 0)];
    return last - first === QUARTER - 1 ? quarter.map((_, minute) => first + minute) : quarter.map(read);
  }).flat();

/** Whether it is open at each minute: every period of every date is marked from its first to its last minute. */
export const openByWalk = (walk: Walk, { weekly, exceptions }: OpeningHours): readonly boolean[] => {
  const open = walk.instants.map(() => false);
  for (const date of walk.dates) {
    const midnight = Date.parse(date) / MINUTE;
    const instead = exceptions.filter((one) => one.date === date);
    const day = new Date(date).getUTCDay() || 7;
    const periods = instead.length > 0 ? instead : weekly.filter((one) => one.day === day);
    for (const period of periods) {
      if ('closed' in period) continue;
      const opens = midnight + minutes(period.open);
      const closes = midnight + minutes(period.close) + (period.close > period.open ? 0 : MINUTES_A_DAY);
      open.fill(true, placeOf(walk, walk.first, opens), Math.max(0, placeOf(walk, walk.last, closes)));
    }
  }
  return open;
};

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Where the clocks show it; what they jump over is as far behind the jump as they jump. */
const placeOf = ({ shown }: Walk, places: ReadonlyMap<number, number>, minute: number): number => {
  const place = places.get(minute);
  if (place !== undefined) return place;
  if (minute < (shown[0] ?? 0)) return 0;
  const jump = shown.findIndex((shows) => shows > minute);
  if (jump < 0) return shown.length;
  const gap = (shown[jump] ?? 0) - (shown[jump - 1] ?? 0) - 1;
  return places.get(minute + gap) ?? shown.length;
};
