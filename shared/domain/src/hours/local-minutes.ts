import type { OpeningPeriod } from '../events/store.events.js';

const MINUTES_A_DAY = 24 * 60;

/** A local time, HH:MM, in minutes from midnight. */
export const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** From and to, in minutes from the midnight of the day on which it begins; a close that is not later is the next day's. */
export const minutesOf = ({ open, close }: OpeningPeriod): readonly [from: number, to: number] => {
  const [from, to] = [minuteOf(open), minuteOf(close)];
  return [from, to > from ? to : to + MINUTES_A_DAY];
};
