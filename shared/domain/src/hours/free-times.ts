import { openBetween } from './opening-hours.js';
import { quartersBetween } from './quarters.js';
import { type OpeningStore, takingFrom } from './store-opening.js';
import { latest, soonest } from './wanted-at.js';

/**
 * The times that may be wanted of a store at `now`, each as its quarter of an hour begins: those at which it is open and whose quarter
 * `isFree`. Of a store that takes a pause, those that may be wanted once that is over; none where nobody knows when. All ISO 8601, in
 * order.
 */
export const freeTimes = (store: OpeningStore, now: string, isFree: (quarter: string) => boolean): string[] => {
  const from = takingFrom(store, now);
  if (from === null) return [];
  const [first, last] = [soonest(from), latest(now)];
  const isOpen = openWithin(store, first, last);
  return quartersBetween(first, last).filter((time) => isOpen(Date.parse(time)) && isFree(time));
};

/** Whether a store is open at an instant between these, by its hours. */
const openWithin = ({ settings, timezone }: OpeningStore, from: string, to: string): ((at: number) => boolean) => {
  if (settings.hours === null) return () => true;
  const open = openBetween(settings.hours, timezone, Date.parse(from), Date.parse(to));
  return (at) => open.some(([begins, ends]) => begins <= at && at < ends);
};
