import type { StoreEvent } from '../events/store.events.js';
import { storesModel, type StoreView } from '../read-models/stores.document.js';
import { DEFAULT_SETTINGS, settingsOf } from '../store-settings.js';
import { projection } from '@doremi/event-sourcing';

/** Every store with its status and settings; a passed `until` is judged by the reader. */
export const stores = projection<StoreView, StoreEvent>({
  ...storesModel,
  key: ({ data }) => data.storeId,
  on: {
    StoreRegistered: (_, { storeId, storeName, address, timezone }, _at, { position }) => ({
      storeId,
      storeName,
      address,
      timezone,
      status: 'OPEN',
      until: null,
      settings: DEFAULT_SETTINGS,
      since: position,
    }),
    StoreStatusChanged: (store, { status, until }) => store && { ...store, status, until },
    StoreSettingsChanged: (store, data) => store && { ...store, settings: settingsOf(data) },
  },
  indexes: [
    { status: 1, storeId: 1 },
    { storeId: 1 },
    // Live streams look for what changed.
    { _position: 1 },
  ],
});
