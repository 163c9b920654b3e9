import { anySettings } from '@doremi/domain/testing';
import fc from 'fast-check';
import type { StoreCommand } from '../store.decider.js';

export const place = { storeName: 'Gangnam', address: '12 Teheran-ro, Seoul', timezone: 'Asia/Seoul' };
export const MORNING = '2026-01-31T09:00:00.000Z';
export const NOON = '2026-01-31T12:00:00.000Z';
export const ONE = '2026-01-31T13:00:00.000Z';

/** Any command to one store, also such as make no sense. */
export const anyStoreCommand: fc.Arbitrary<StoreCommand> = fc.oneof(
  fc
    .constantFrom('here', 'there')
    .map((address) => ({ type: 'RegisterStore' as const, storeId: 1, ...place, address })),
  anySettings.map((settings) => ({ type: 'ChangeStoreSettings' as const, settings })),
  fc.record({
    type: fc.constant('SetStoreStatus' as const),
    status: fc.constantFrom('OPEN' as const, 'PAUSED' as const, 'CLOSED' as const),
    until: fc.constantFrom(null, NOON, ONE),
    now: fc.constant(MORNING),
  }),
);
