/** The time so many minutes later; ISO 8601. */
export const minutesAfter = (time: string, minutes: number): string =>
  new Date(Date.parse(time) + minutes * 60_000).toISOString();

/** Whole seconds from one time to another; 0 where the second is the earlier, as it may be where two machines' clocks disagree. */
export const secondsAfter = (from: string, to: string): number =>
  Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 1000));
