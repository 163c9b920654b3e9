import type { StoreSettings, StoreStatus } from '../events/store.events.js';
import { type OpenAt, openAt } from './opening-hours.js';

/** What says when a store takes orders. */
export interface OpeningStore {
  readonly status: StoreStatus;
  /** When PAUSED or CLOSED ends by itself: ISO 8601, or null. */
  readonly until: string | null;
  /** IANA name. */
  readonly timezone: string;
  readonly settings: Pick<StoreSettings, 'hours'>;
}

/** From when on a store takes orders at all, its hours aside: from `now` on, or once its pause is over; null where nobody knows. ISO 8601. */
export const takingFrom = ({ status, until }: Pick<OpeningStore, 'status' | 'until'>, now: string): string | null =>
  status === 'OPEN' || (until !== null && Date.parse(until) <= Date.parse(now)) ? now : until;

/** Whether a store takes orders at `now` (ISO 8601), by its status and its hours; if not from when on, as far as it is known. */
export const storeOpenAt = (store: OpeningStore, now: string): OpenAt => {
  const { timezone, settings } = store;
  const from = takingFrom(store, now);
  if (from === now) return openAt(settings.hours, timezone, now);
  if (from === null) return { open: false, opensAt: null, closesAt: null };
  const then = openAt(settings.hours, timezone, from);
  return { open: false, opensAt: then.open ? from : then.opensAt, closesAt: null };
};
