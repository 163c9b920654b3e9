import { describe, expect, test } from '@jest/globals';
import { type BoardOrder, isSought, oldestFirst, ordersQuery, type OrdersSought } from './orders-sought.js';

const AT = '2026-01-31T18:00:00Z';
const order = (over: Partial<BoardOrder> = {}): BoardOrder => ({
  ...{ orderId: 1, storeId: 2002, customerId: 'alice', status: 'RECEIVED', lines: [], subtotal: 10, deliveryFee: 0 },
  ...{ total: 10, currency: 'EUR', tax: null, fulfilment: null, orderNumber: 7, acceptBy: null, acceptedAt: null },
  ...{ promisedAt: null, businessDay: '2026-01-31', cancelCode: null, refunded: 0, courier: null, receivedAt: AT },
  ...{ cookingAt: null, readyAt: null, deliveringAt: null, closedAt: null },
  ...over,
});
const done = order({ status: 'COMPLETED', closedAt: AT });

describe('which orders are looked for', () => {
  test.each<[OrdersSought, BoardOrder, boolean]>([
    [{}, order(), true],
    [{}, done, false],
    [{ store: '2002' }, done, false],
    [{ day: '2026-01-31' }, done, true],
    [{ day: '2026-02-01' }, order(), false],
    [{ stage: 'COMPLETED' }, done, true],
    [{ stage: 'RECEIVED' }, order({ status: 'ACCEPTED' }), true],
    [{ stage: 'WAITING' }, order({ acceptBy: AT }), true],
    [{ stage: 'WAITING' }, order({ acceptBy: AT, acceptedAt: AT }), false],
    [{ stage: 'WAITING' }, order(), false],
    [{ customer: 'bob' }, order(), false],
    [{ number: '7', customer: 'alice' }, done, true],
    [{ stage: 'PIZZA' }, order(), true],
  ])('%j', (sought, of, isFound) => expect(isSought(of, sought)).toBe(isFound));

  test('is asked for as the interface names it', () => {
    expect(ordersQuery({ store: '2002', stage: 'WAITING', number: '7' })).toEqual({
      ...{ storeId: 2002, accepted: 'false', number: 7 },
    });
    expect(ordersQuery({ stage: 'READY', customer: 'alice' })).toEqual({ status: 'READY', customerId: 'alice' });
  });

  test('comes oldest first', () => {
    const first = order({ orderId: 9, receivedAt: '2026-01-31T17:00:00Z' });
    expect(
      [order({ orderId: 2 }), order({ orderId: 1 }), first].sort(oldestFirst).map(({ orderId }) => orderId),
    ).toEqual([9, 1, 2]);
  });
});
