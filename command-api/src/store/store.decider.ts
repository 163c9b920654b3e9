import {
  DEFAULT_SETTINGS,
  isSameSettings,
  settingsOf,
  type StoreEvent,
  type StoreSettings,
  type StoreStatus,
} from '@doremi/domain';
import { type Decider, refuse } from '@doremi/event-sourcing';

export interface Store {
  readonly status: 'NONE' | StoreStatus;
  readonly storeId: number;
  readonly storeName: string;
  readonly address: string;
  /** IANA name. */
  readonly timezone: string;
  /** When PAUSED or CLOSED ends by itself: ISO 8601, or null for "until it is changed". */
  readonly until: string | null;
  readonly settings: StoreSettings;
}

export type StoreCommand =
  | {
      readonly type: 'RegisterStore';
      readonly storeId: number;
      readonly storeName: string;
      readonly address: string;
      readonly timezone: string;
    }
  /** `until` has no meaning for OPEN and is dropped there. */
  | {
      readonly type: 'SetStoreStatus';
      readonly status: StoreStatus;
      readonly until: string | null;
      readonly now: string;
    }
  | { readonly type: 'ChangeStoreSettings'; readonly settings: StoreSettings };

export type StoreRefusal = 'STORE_NOT_FOUND' | 'STORE_EXISTS' | 'UNTIL_PASSED';

export const store: Decider<Store, StoreCommand, StoreEvent, StoreRefusal> = {
  initial: {
    status: 'NONE',
    storeId: 0,
    storeName: '',
    address: '',
    timezone: 'UTC',
    until: null,
    settings: DEFAULT_SETTINGS,
  },

  decide: (command, store) => {
    switch (command.type) {
      case 'RegisterStore': {
        const { storeId, storeName, address, timezone } = command;
        if (store.status === 'NONE')
          return [{ type: 'StoreRegistered', data: { storeId, storeName, address, timezone } }];
        const same = storeName === store.storeName && address === store.address && timezone === store.timezone;
        return same ? [] : refuse('STORE_EXISTS', { storeId });
      }
      case 'SetStoreStatus': {
        if (store.status === 'NONE') return refuse('STORE_NOT_FOUND');
        const { storeId } = store;
        const { status } = command;
        const until = status === 'OPEN' ? null : command.until;
        if (status === store.status && until === store.until) return [];
        if (until !== null && Date.parse(until) <= Date.parse(command.now)) return refuse('UNTIL_PASSED', { until });
        return [{ type: 'StoreStatusChanged', data: { storeId, status, until } }];
      }
      case 'ChangeStoreSettings': {
        if (store.status === 'NONE') return refuse('STORE_NOT_FOUND');
        const settings = settingsOf(command.settings);
        if (isSameSettings(settings, store.settings)) return [];
        return [{ type: 'StoreSettingsChanged', data: { storeId: store.storeId, ...settings } }];
      }
    }
  },

  foldVersion: 2,
  evolve: (store, event) => {
    switch (event.type) {
      case 'StoreRegistered':
        return { ...event.data, status: 'OPEN', until: null, settings: store.settings };
      case 'StoreStatusChanged':
        return { ...store, status: event.data.status, until: event.data.until };
      case 'StoreSettingsChanged':
        return { ...store, settings: settingsOf(event.data) };
    }
  },
};

/**
 * The store's status at `now` (ISO 8601): nothing fires when an `until` passes, so it is judged when read.
 * A store that was never registered counts as CLOSED.
 */
export const statusAt = ({ status, until }: Store, now: string): StoreStatus => {
  if (status === 'NONE') return 'CLOSED';
  return until !== null && Date.parse(until) <= Date.parse(now) ? 'OPEN' : status;
};
