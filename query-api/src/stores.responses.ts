import type { Where } from '@doremi/read-models';
import type { StoreView } from '@doremi/domain';
import { settingsResponse, Store as StoreResponse, StoreSettings as StoreSettingsResponse } from '@doremi/http';

export { settingsResponse, StoreResponse, StoreSettingsResponse };

const isOpen = ({ status, until }: StoreView, now: string): boolean =>
  status === 'OPEN' || (until !== null && Date.parse(until) <= Date.parse(now));

/** A store as it stands at `now` (ISO 8601): a pause whose time has passed is over, and nothing had to fire for that. */
export const storeViewResponse = (store: StoreView, now: string): StoreResponse => {
  const open = isOpen(store, now);
  return {
    storeId: store.storeId,
    storeName: store.storeName,
    address: store.address,
    timezone: store.timezone,
    status: open ? 'OPEN' : store.status,
    until: open ? null : store.until,
  };
};

/** The same judgement for the database; instants in read models are ISO 8601 in UTC, so text order is time order. */
export const openAt = (now: string): Where<StoreView> => ({ $or: [{ status: 'OPEN' }, { until: { $lte: now } }] });
