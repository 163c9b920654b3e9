import type { WeeklyPeriod } from '../events/store.events.js';
import { minutesOf } from './local-minutes.js';

/** What is wrong with a list of periods: where, as a path from the list (`[1].open`), and which rule. */
export interface HoursFault {
  readonly at: string;
  readonly rule: 'OVERLAPS' | 'CONTRADICTS' | 'MISSING';
  readonly detail: string;
}

/** An exception as somebody wrote it: closed, or from when to when. */
interface WrittenException {
  readonly date: string;
  readonly closed?: boolean;
  readonly open?: string;
  readonly close?: string;
}

interface Period {
  readonly begins: number | string;
  readonly open: string;
  readonly close: string;
  readonly index: number;
}

/** Two periods that begin on the same day have nothing in common; a night that runs into the next morning may meet it. */
export const weeklyFaults = (weekly: readonly WeeklyPeriod[]): readonly HoursFault[] =>
  overlaps(weekly.map(({ day, open, close }, index) => ({ begins: day, open, close, index })));

/** Each is closed or has both times, nothing else is said of a date that is closed, and periods have nothing in common. */
export const exceptionFaults = (exceptions: readonly WrittenException[]): readonly HoursFault[] => {
  const faults = exceptions.flatMap((one, index) => faultsOfOne(one, index, exceptions));
  const periods = exceptions.flatMap(({ date, closed, open, close }, index) =>
    !closed && open !== undefined && close !== undefined ? [{ begins: date, open, close, index }] : [],
  );
  return [...faults, ...overlaps(periods)];
};

const faultsOfOne = (
  { date, closed = false, open, close }: WrittenException,
  index: number,
  all: readonly WrittenException[],
): HoursFault[] => {
  if (!closed)
    return Object.entries({ open, close }).flatMap(([field, time]) =>
      time === undefined
        ? [{ at: `[${index}].${field}`, rule: 'MISSING', detail: 'must be there unless it is closed' } as const]
        : [],
    );
  const isElse = open !== undefined || close !== undefined || all.some((one, at) => at !== index && one.date === date);
  const detail = 'is not closed and open on the same date, and closed once';
  return isElse ? [{ at: `[${index}].closed`, rule: 'CONTRADICTS', detail }] : [];
};

const overlaps = (periods: readonly Period[]): HoursFault[] =>
  periods.flatMap((one) => {
    const isOver = periods.some((other) => other.index < one.index && other.begins === one.begins && meet(one, other));
    const detail = 'must not overlap another period of its day';
    return isOver ? [{ at: `[${one.index}].open`, rule: 'OVERLAPS', detail } as const] : [];
  });

const meet = (a: Period, b: Period): boolean => {
  const [fromA, toA] = minutesOf(a);
  const [fromB, toB] = minutesOf(b);
  return fromA < toB && fromB < toA;
};
