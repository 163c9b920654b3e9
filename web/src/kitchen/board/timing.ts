import { type BoardOrder, isWaiting } from './order-steps.js';

/** How an order stands to its time: `soon` when less than a third of it is left, `late` when it has passed. */
export type Level = 'calm' | 'soon' | 'late';

export interface Timing {
  readonly level: Level;
  /** Whole minutes since it came. */
  readonly age: number;
  /** Whole minutes that are left, of those that passed over the time negative; null where nothing was promised. */
  readonly left: number | null;
}

/** Who ordered for tomorrow need not be thought of for a third of a day: the last third of an hour is soon enough. */
const LONGEST_MS = 3_600_000;
const MINUTE_MS = 60_000;

const minutes = (ms: number): number => Math.trunc(ms / MINUTE_MS);

/** By when the next thing is due: the store's answer where one is waited for, else what was promised. */
const dueAt = (order: BoardOrder): string | null => (isWaiting(order) ? order.acceptBy : order.promisedAt);

/** How it stands at `now` (ms since 1970). */
export const timingOf = (order: BoardOrder, now: number): Timing => {
  const age = Math.max(0, minutes(now - Date.parse(order.receivedAt)));
  const due = dueAt(order);
  if (due === null) return { level: 'calm', age, left: null };
  const since = Date.parse((isWaiting(order) ? null : order.acceptedAt) ?? order.receivedAt);
  const left = Date.parse(due) - now;
  const all = Math.min(Date.parse(due) - since, LONGEST_MS);
  return { level: left < 0 ? 'late' : left < all / 3 ? 'soon' : 'calm', age, left: minutes(left) || 0 };
};

/** Seconds until then, never below none. */
export const secondsUntil = (instant: string, now: number): number =>
  Math.max(0, Math.ceil((Date.parse(instant) - now) / 1_000));

/** `1:05` */
export const asClock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
