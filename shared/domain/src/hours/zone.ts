/** Milliseconds. */
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Made once per zone: that takes a hundred times as long as its use. */
const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  formats.set(timeZone, made);
  return made;
};

/** How far the zone's clocks are ahead of UTC at an instant; both in milliseconds. */
export const offsetAt = (timeZone: string, instant: number): number => {
  const name = formatOf(timeZone).format(instant).split('GMT')[1] ?? '';
  const [, sign, hours = 0, minutes = 0] = /^([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE;
};

/** What the zone's clocks show at an instant, as the instant at which UTC shows the same. */
export const localAt = (timeZone: string, instant: number): number => instant + offsetAt(timeZone, instant);

/**
 * The instant at which the zone's clocks show `local` (as the instant at which UTC shows the same). A time that does not
 * exist, because clocks go forward over it, moves forward by as much; of one that exists twice, `which` says which.
 */
export const instantOf = (timeZone: string, local: number, which: 'first' | 'second'): number => {
  const [before, after] = [offsetAt(timeZone, local - DAY), offsetAt(timeZone, local + DAY)];
  if (before === after) return local - before;
  const shown = [local - before, local - after].filter((instant) => localAt(timeZone, instant) === local);
  if (shown.length === 0) return local - before;
  return which === 'first' ? Math.min(...shown) : Math.max(...shown);
};
