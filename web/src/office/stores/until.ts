/** For how long a store is paused or closed: for good, for some minutes, or to an instant as `datetime-local` has it. */
export type Until = 'forGood' | 'until30' | 'until60' | 'untilAt';

const MINUTES = { until30: 30, until60: 60 } as const;

/** The end as it is sent, ISO 8601; null for good. `now` in milliseconds. */
export const endOf = (until: Until, at: string, now: number): string | null => {
  if (until === 'forGood') return null;
  return until === 'untilAt' ? new Date(at).toISOString() : new Date(now + MINUTES[until] * 60_000).toISOString();
};

/** Whether a chosen end is over; nothing chosen is none. */
export const isPast = (at: string, now: number): boolean => at !== '' && Date.parse(at) <= now;
