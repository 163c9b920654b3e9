import { DEFAULT_SETTINGS, type StoreSettings } from '@doremi/domain';
import { given, played } from '@doremi/domain/testing';
import { describe, expect, test } from '@jest/globals';
import { cart, type CartCommand } from './cart.decider.js';
import { add, choose, confirm, create, NOON, openStore, order, reopen } from './testing/cart.samples.js';

const after = (...commands: CartCommand[]) => given(cart, played(cart, ...commands));
const at = (settings: Partial<StoreSettings>, more: object = {}) => {
  return { ...order, store: { ...openStore, settings: { ...DEFAULT_SETTINGS, ...settings } }, ...more } as const;
};
const chosen = (type: 'DELIVERY' | 'PICKUP', wantedAt: string | null = null) => {
  return { ...choose, fulfilment: { type, wantedAt, personal: null } } as const;
};
/** Of 300.00. */
const filled = [create, add] as const;

describe('what a store asks for', () => {
  test('a delivery costs the fee, which has to be said; nobody pays another total than they said', () => {
    const settings = { deliveryFee: 350 };
    for (const said of [{}, { seen: 2 }, { total: 30_000 }, { total: 30_351 }])
      after(...filled)
        .when(at(settings, said))
        .thenRefused('CART_OUTDATED', { differences: [], total: 30_350, version: 2 });
    const fixed = { subtotal: 30_000, deliveryFee: 350, total: 30_350 };
    const ordered = at(settings, { total: 30_350 });
    after(...filled)
      .when(ordered)
      .thenOne('CartOrdered', fixed);
    after(...filled, ordered)
      .when(confirm)
      .thenOne('CartPaid', fixed);
    expect(after(...filled, ordered).state.total).toBe(30_350);
    expect(after(...filled, ordered, reopen).state.total).toBe(30_000);
    after(...filled, ordered, reopen)
      .when({ ...order, attempt: 2 })
      .thenOne('CartOrdered', { deliveryFee: 0, total: 30_000 });
  });

  test('who picks up pays no fee, and reaches every minimum', () => {
    after(...filled, chosen('PICKUP'))
      .when(at({ deliveryFee: 350, minimumOrder: 40_000 }))
      .thenOne('CartOrdered', { deliveryFee: 0, total: 30_000 });
  });

  test('the lines of a delivery come to the minimum, without the fee', () => {
    const settings = { deliveryFee: 350, minimumOrder: 30_001 };
    after(...filled)
      .when(at(settings, { total: 30_350 }))
      .thenRefused('BELOW_MINIMUM', { minimum: 30_001, subtotal: 30_000 });
    after(...filled)
      .when(at({ minimumOrder: 30_000 }))
      .thenOne('CartOrdered', { total: 30_000 });
  });

  test('where it insists, somebody says how it gets there', () => {
    const settings = { addressRequired: true };
    const of = { stream: 'cart-1', eventId: 'e' };
    const personal = { keyId: 'alice.0', iv: '', tag: '', data: '', of };
    const delivery = chosen('DELIVERY');
    for (const commands of [filled, [...filled, delivery]] as const)
      after(...commands)
        .when(at(settings))
        .thenRefused('FULFILMENT_MISSING');
    const told = after(...filled, { ...delivery, fulfilment: { ...delivery.fulfilment, personal } });
    told.when(at(settings, { opened: { eventId: 'e', hasAddress: true } })).thenOne('CartOrdered', {});
    told.when(at(settings, { opened: { eventId: 'e', hasAddress: false } })).thenRefused('FULFILMENT_MISSING');
    told.when(at({})).thenOne('CartOrdered', {});
    after(...filled, chosen('PICKUP'))
      .when(at(settings))
      .thenOne('CartOrdered', {});
    // What was opened is not what it says by now.
    for (const opened of [undefined, { eventId: 'another', hasAddress: true }])
      told.when(at(settings, { opened })).thenRefused('CART_CHANGED');
    after(...filled, delivery)
      .when(at(settings, { opened: { eventId: 'e', hasAddress: true } }))
      .thenRefused('CART_CHANGED');
  });
});

describe('when a store is open', () => {
  // NOON is 2026-01-31, a Saturday.
  const hours = { weekly: [{ day: 6, open: '14:00', close: '16:00' }], exceptions: [] };
  const OPENING = '2026-01-31T14:00:00.000Z';

  test('is asked of now, and told where it is not', () => {
    after(...filled)
      .when(at({ hours }))
      .thenRefused('STORE_NOT_OPEN', { storeId: 2002, storeStatus: 'OPEN', opensAt: OPENING });
    after(...filled)
      .when(at({ hours }, { now: OPENING }))
      .thenOne('CartOrdered', {});
  });

  test('is asked of the time that it is wanted for', () => {
    after(...filled, chosen('PICKUP', '2026-01-31T15:00:00.000Z'))
      .when(at({ hours }))
      .thenOne('CartOrdered', {});
    after(...filled, chosen('PICKUP', '2026-01-31T16:00:00.000Z'))
      .when(at({ hours }))
      .thenRefused('WANTED_AT_NOT_POSSIBLE', { nextFreeAt: '2026-02-07T14:00:00.000Z' });
  });

  test('what was wanted for a time that is too close by now is not possible any more', () => {
    after(...filled, chosen('PICKUP', '2026-01-31T13:00:00.000Z'))
      .when(at({}, { now: '2026-01-31T12:50:00.001Z' }))
      .thenRefused('WANTED_AT_NOT_POSSIBLE', {
        wantedAt: '2026-01-31T13:00:00.000Z',
        nextFreeAt: '2026-01-31T13:00:00.001Z',
      });
  });

  test.each([
    [OPENING, OPENING],
    ['2026-01-31T17:00:00.000Z', '2026-02-07T14:00:00.000Z'],
    ['2026-01-31T15:30:00.000Z', '2026-01-31T15:30:00.000Z'],
    [null, null],
  ])('is of no account while it is shut: until %s, it takes orders from %s', (until, opensAt) => {
    const { store } = at({ hours });
    after(...filled, chosen('PICKUP', '2026-01-31T15:00:00.000Z'))
      .when({ ...order, store: { ...store, status: 'PAUSED', until } })
      .thenRefused('STORE_NOT_OPEN', { storeStatus: 'PAUSED', opensAt });
  });
});

describe('where a store counts', () => {
  const limited = { ordersPerQuarter: 1 };

  test('a cart is ordered with the place that was taken for it, of the quarter that it is for', () => {
    after(...filled)
      .when(at(limited, { quarter: NOON }))
      .thenOne('CartOrdered', { quarter: NOON });
    const wanted = '2026-01-31T15:29:00.000Z';
    after(...filled, chosen('PICKUP', wanted))
      .when(at(limited, { quarter: '2026-01-31T15:15:00.000Z' }))
      .thenOne('CartOrdered', { quarter: '2026-01-31T15:15:00.000Z' });
  });

  test('who took another place, or none, looks again', () => {
    for (const quarter of [null, '2026-01-31T12:15:00.000Z'])
      after(...filled)
        .when(at(limited, { quarter }))
        .thenRefused('CART_CHANGED');
    after(...filled)
      .when(at({}, { quarter: NOON }))
      .thenRefused('CART_CHANGED');
  });
});
