import {
  anyStoreEvent,
  expectEvolveIsTotal,
  expectRepeatEmitsNothing,
  given,
  played,
  testTransitions,
} from '@doremi/domain/testing';
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
    },
    table: {
      NONE: { RegisterStore: ['StoreRegistered'], SetStoreStatus: 'STORE_NOT_FOUND' },
      OPEN: { RegisterStore: 'STORE_EXISTS', SetStoreStatus: ['StoreStatusChanged'] },
      PAUSED: { RegisterStore: 'STORE_EXISTS', SetStoreStatus: [] },
      CLOSED: { RegisterStore: 'STORE_EXISTS', SetStoreStatus: ['StoreStatusChanged'] },
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
