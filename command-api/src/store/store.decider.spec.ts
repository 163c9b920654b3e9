import {
  anyStoreEvent,
  expectEvolveIsTotal,
  expectRepeatEmitsNothing,
  given,
  played,
  testTransitions,
} from '@doremi/domain/testing';
import { DEFAULT_SETTINGS, type OpeningHours, type StoreSettings } from '@doremi/domain';
import { describe, expect, test } from '@jest/globals';
import { statusAt, store, type StoreCommand } from './store.decider.js';
import { anyStoreCommand, MORNING, NOON, ONE, place } from './testing/any-store-command.js';

const register: StoreCommand = { type: 'RegisterStore', storeId: 2001, ...place };
const set = (status: 'OPEN' | 'PAUSED' | 'CLOSED', until: string | null = null): StoreCommand => ({
  type: 'SetStoreStatus',
  status,
  until,
  now: MORNING,
});
const change = (settings: Partial<StoreSettings> = {}) => ({
  type: 'ChangeStoreSettings' as const,
  settings: { ...DEFAULT_SETTINGS, ...settings },
});
/** What follows whatever its status is. */
const ALWAYS = { RegisterStore: 'STORE_EXISTS', ChangeStoreSettings: ['StoreSettingsChanged'] } as const;
const hours: OpeningHours = {
  weekly: [{ day: 5, open: '18:00', close: '02:00' }],
  exceptions: [{ date: '2026-12-25', closed: true }],
};

describe('store', () => {
  testTransitions({
    decider: store,
    statusOf: ({ status }) => status,
    situations: {
      NONE: [],
      OPEN: played(store, register),
      PAUSED: played(store, register, set('PAUSED')),
      CLOSED: played(store, register, set('CLOSED')),
    },
    commands: {
      RegisterStore: { type: 'RegisterStore', storeId: 2001, ...place, address: 'elsewhere' },
      SetStoreStatus: { type: 'SetStoreStatus', status: 'PAUSED', until: null, now: MORNING },
      ChangeStoreSettings: change({ deliveryFee: 300 }),
    },
    table: {
      NONE: {
        RegisterStore: ['StoreRegistered'],
        SetStoreStatus: 'STORE_NOT_FOUND',
        ChangeStoreSettings: 'STORE_NOT_FOUND',
      },
      OPEN: { ...ALWAYS, SetStoreStatus: ['StoreStatusChanged'] },
      PAUSED: { ...ALWAYS, SetStoreStatus: [] },
      CLOSED: { ...ALWAYS, SetStoreStatus: ['StoreStatusChanged'] },
    },
  });

  const STATUSES = ['OPEN', 'PAUSED', 'CLOSED'] as const;
  const changes = STATUSES.flatMap((from) => STATUSES.map((to) => [from, to] as const));

  test.each(changes.filter(([from, to]) => from !== to))('goes from %s to %s', (from, to) => {
    const history = from === 'OPEN' ? played(store, register) : played(store, register, set(from));
    given(store, history).when(set(to)).thenOne('StoreStatusChanged', { storeId: 2001, status: to, until: null });
  });

  test('registering the same store again does nothing, in any status', () => {
    given(store, played(store, register, set('CLOSED')))
      .when(register)
      .thenNothing();
  });

  test.each([{ storeName: 'x' }, { address: 'x' }, { timezone: 'UTC' }])(
    'another store of that number: %j',
    (change) => {
      given(store, played(store, register))
        .when({ ...register, ...change })
        .thenRefused('STORE_EXISTS', { storeId: 2001 });
    },
  );

  test('another until is a change', () => {
    given(store, played(store, register, set('PAUSED', NOON)))
      .when(set('PAUSED', ONE))
      .thenOne('StoreStatusChanged', { status: 'PAUSED', until: ONE });
  });

  test('an until that has passed is refused: it would open the store that was to be shut', () => {
    given(store, played(store, register)).when(set('PAUSED', MORNING)).thenRefused('UNTIL_PASSED', { until: MORNING });
  });

  test('OPEN has no end, so its until is dropped', () => {
    given(store, played(store, register)).when(set('OPEN', ONE)).thenNothing();
    given(store, played(store, register, set('CLOSED')))
      .when(set('OPEN', ONE))
      .thenOne('StoreStatusChanged', { status: 'OPEN', until: null });
  });

  test('its settings are the default until they are set, and all are set at once', () => {
    const opened = played(store, register);
    expect(given(store, opened).state.settings).toEqual(DEFAULT_SETTINGS);
    given(store, opened).when(change()).thenNothing();
    const { settings } = given(store, [...opened, ...played(store, register, change({ hours })).slice(1)]).state;
    expect(settings).toEqual({ ...DEFAULT_SETTINGS, hours });
    given(store, played(store, register, change({ hours, autoAccept: false })))
      .when(change({ ordersPerQuarter: 4 }))
      .thenOne('StoreSettingsChanged', { storeId: 2001, ...DEFAULT_SETTINGS, ordersPerQuarter: 4 });
  });

  test.each<Partial<StoreSettings>>([
    { hours: { ...hours, weekly: [{ day: 5, open: '18:00', close: '03:00' }] } },
    { hours: { ...hours, exceptions: [{ date: '2026-12-25', open: '10:00', close: '12:00' }] } },
    { hours: null },
    { ordersPerQuarter: 1 },
    { minimumOrder: 1 },
  ])('%j is another setting, and setting it again does nothing', (settings) => {
    const before = played(store, register, change({ hours }));
    given(store, before).when(change(settings)).thenOne('StoreSettingsChanged', settings);
    given(store, played(store, register, change({ hours }), change(settings)))
      .when(change(settings))
      .thenNothing();
  });

  test('evolve never throws', () => expectEvolveIsTotal(store, anyStoreEvent));

  test('a repeat emits nothing', () => expectRepeatEmitsNothing(store, anyStoreCommand, () => true));
});

describe('the status at a moment', () => {
  const at = (now: string, ...commands: StoreCommand[]) =>
    statusAt(given(store, played(store, ...commands)).state, now);

  test('is OPEN from the until on, and the one that was set before', () => {
    expect(at('2026-01-31T12:59:59.999Z', register, set('PAUSED', ONE))).toBe('PAUSED');
    expect(at(ONE, register, set('PAUSED', ONE))).toBe('OPEN');
    expect(at(ONE, register, set('CLOSED', NOON))).toBe('OPEN');
  });

  test('compares moments, not texts: an until may be written in another offset', () => {
    expect(at(NOON, register, set('PAUSED', '2026-01-31T21:30:00+09:00'))).toBe('PAUSED');
    expect(at(ONE, register, set('PAUSED', '2026-01-31T21:30:00+09:00'))).toBe('OPEN');
  });

  test('stays where no until was given', () => {
    expect(at(ONE, register, set('CLOSED'))).toBe('CLOSED');
    expect(at(ONE, register)).toBe('OPEN');
  });

  test('is CLOSED for a store that nobody registered', () => expect(statusAt(store.initial, NOON)).toBe('CLOSED'));
});
