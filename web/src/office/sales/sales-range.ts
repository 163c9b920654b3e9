const DAY_MS = 86_400_000;
/** As the interface has it: both days included. */
const MOST_DAYS = 92;
const USUAL_DAYS = 31;

export interface Range {
  readonly from: string;
  readonly to: string;
}

export const later = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);

/** The last days up to tomorrow in UTC, which has begun somewhere. `now` in milliseconds. */
export const usualRange = (now: number): Range => {
  const to = later(new Date(now).toISOString().slice(0, 10), 1);
  return { from: later(to, 1 - USUAL_DAYS), to };
};

/** What is wrong with a range. */
export const rangeFault = ({ from, to }: Range): 'missing' | 'backwards' | 'tooLong' | null => {
  if (from === '' || to === '') return 'missing';
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  return days < 1 ? 'backwards' : days > MOST_DAYS ? 'tooLong' : null;
};

/** Every day of it, the first one first; those to come are left out, unless something was sold on them (elsewhere it is tomorrow already). */
export const daysOf = ({ from, to }: Range, sold: readonly string[], now: number): readonly string[] => {
  const today = new Date(now).toISOString().slice(0, 10);
  const end = [today, ...sold].reduce((last, date) => (date > last ? date : last));
  const days: string[] = [];
  for (let date = from; date <= to && date <= end; date = later(date, 1)) days.push(date);
  return days;
};
