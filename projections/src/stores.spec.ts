import { describe, expect, test } from '@jest/globals';
import { DEFAULT_SETTINGS, type StoreEvent, stores } from '@doremi/domain';
import { at, folded } from './testing/folded.js';

const store = { storeId: 2001, storeName: 'Gangnam', address: '12 Teheran-ro', timezone: 'Asia/Seoul' };
const registered: StoreEvent = { type: 'StoreRegistered', data: store };

describe('stores', () => {
  test('a registered store is open', () => {
    const since = expect.stringMatching(/^[0-9a-f]{16}-[0-9a-f]{16}$/);
    expect(folded(stores, registered)).toEqual({
      2001: {
        ...store,
        status: 'OPEN',
        until: null,
        settings: DEFAULT_SETTINGS,
        since,
      },
    });
  });

  test('its status changes, with the time until when, and not since when it is there', () => {
    const paused: StoreEvent = { type: 'StoreStatusChanged', data: { storeId: 2001, status: 'PAUSED', until: at(9) } };
    const { 2001: shown } = folded(stores, registered, paused);
    const { since } = folded(stores, registered)[2001] ?? {};
    expect(shown).toEqual({ ...store, status: 'PAUSED', until: at(9), settings: DEFAULT_SETTINGS, since });
  });

  test('its settings are those that were set last, all of them', () => {
    const set = (settings: object): StoreEvent => {
      return { type: 'StoreSettingsChanged', data: { storeId: 2001, ...DEFAULT_SETTINGS, ...settings } };
    };
    const { 2001: shown } = folded(stores, registered, set({ deliveryFee: 300 }), set({ ordersPerQuarter: 4 }));
    expect(shown).toMatchObject({ ...store, settings: { ...DEFAULT_SETTINGS, ordersPerQuarter: 4 } });
  });
});
