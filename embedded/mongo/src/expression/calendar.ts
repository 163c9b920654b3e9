export const DAY = 86_400_000;

/** Which day it is, counted from 1970; of a date that is read with the UTC methods, as all here. */
export const dayNumber = (local: Date): number => Math.floor(local.getTime() / DAY);

export const yearStart = (year: number): number => {
  const start = new Date(0);
  start.setUTCFullYear(year, 0, 1);
  return dayNumber(start);
};

/** 1 to 366. */
export const dayOfYear = (local: Date): number => dayNumber(local) - yearStart(local.getUTCFullYear()) + 1;

/** 0 to 53: weeks begin on Sundays, the first one with the first Sunday of the year. */
export const weekOfYear = (local: Date): number => Math.floor((dayOfYear(local) + 6 - local.getUTCDay()) / 7);

/** Monday is 1, Sunday 7. */
export const isoDayOfWeek = (local: Date): number => local.getUTCDay() || 7;

/** The year and week of ISO 8601: week 1 is the one with the year's first Thursday. */
export function isoWeek(local: Date): { year: number; week: number } {
  const thursday = new Date((dayNumber(local) + 4 - isoDayOfWeek(local)) * DAY);
  const year = thursday.getUTCFullYear();
  return { year, week: Math.floor((dayNumber(thursday) - yearStart(year)) / 7) + 1 };
}

/** The day on which the week of ISO 8601 begins, counted from 1970. */
export function isoWeekStart(year: number, week: number): number {
  const fourth = yearStart(year) + 3; // January 4th is always in week 1
  return fourth - isoDayOfWeek(new Date(fourth * DAY)) + 1 + (week - 1) * 7;
}

/** So many months later, on the last day of the month where it has no such day. */
export function addMonths(local: Date, months: number): Date {
  const result = new Date(local);
  const day = local.getUTCDate();
  result.setUTCDate(1);
  result.setUTCMonth(result.getUTCMonth() + months);
  const last = new Date(result);
  last.setUTCMonth(last.getUTCMonth() + 1, 0);
  result.setUTCDate(Math.min(day, last.getUTCDate()));
  return result;
}

/** Months since the year 0. */
export const monthNumber = (local: Date): number => local.getUTCFullYear() * 12 + local.getUTCMonth();
