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

/** Whether a store takes orders at `now` (ISO 8601), by its status and its hours; if not from when on, as far as it is known. */
export const storeOpenAt = ({ status, until, timezone, settings: { hours } }: OpeningStore, now: string): OpenAt => {
  const isShut = status !== 'OPEN' && (until === null || Date.parse(until) > Date.parse(now));
  if (!isShut) return openAt(hours, timezone, now);
  if (until === null) return { open: false, opensAt: null, closesAt: null };
  const then = openAt(hours, timezone, until);
  return { open: false, opensAt: then.open ? until : then.opensAt, closesAt: null };
};
