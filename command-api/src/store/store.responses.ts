import { settingsResponse, Store as StoreResponse, StoreSettings as StoreSettingsResponse } from '@doremi/http';
import { statusAt, type Store } from './store.decider.js';

export { StoreResponse, StoreSettingsResponse };

/** A store at `now` (ISO 8601). */
export const storeResponse =
  (now: string) =>
  (store: Store): StoreResponse => {
    const { storeId, storeName, address, timezone, until } = store;
    const status = statusAt(store, now);
    return { storeId, storeName, address, timezone, status, until: status === 'OPEN' ? null : until };
  };

/** How a store takes orders, as it was set. */
export const storeSettingsResponse = ({ settings }: Store): StoreSettingsResponse => settingsResponse(settings);
