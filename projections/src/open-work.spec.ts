import { describe, expect, test } from '@jest/globals';
import { type CartEvent, type PaymentEvent, type SlotEvent, plainTerms } from '@doremi/domain';
import { openWork } from './open-work.js';
import { at, folded } from './testing/folded.js';
import { orderSteps as step } from './testing/order-steps.js';

const ids = { cartId: 1, storeId: 2002, customerId: 'alice' };
const line = { lineId: 1, menuId: 7, revision: 1, menuName: 'pizza3', quantity: 1, unitPrice: 15_000, options: [] };
const money = { lines: [line], total: 15_000, ...plainTerms(15_000), businessDay: '2026-01-01' };
const created: CartEvent = { type: 'CartCreated', data: ids };
const added: CartEvent = { type: 'MenuAddedToCart', data: { ...ids, ...line } };
const held: CartEvent = {
  type: 'MenuAddHeld',
  data: {
    ...ids,
    holdId: 1,
    menuId: 7,
    quantity: 1,
    reason: 'busy',
    expiresAt: at(99),
    seen: { revision: 1, unitPrice: 15_000 },
    options: [],
  },
};
const ordered: CartEvent = { type: 'CartOrdered', data: { ...ids, ...money, attempt: 1, quarter: null } };
const paid: CartEvent = { type: 'CartPaid', data: { ...ids, ...money, attempt: 1, paymentId: 1 } };
const refund = {
  ...ids,
  paymentId: 1,
  businessDay: '2026-01-01',
  attempt: 1,
  amount: 15_000,
  refundId: 'r1',
  by: 'head',
};
const back = { ...refund, net: 12_605, tax: 2_395 };
const asked: PaymentEvent = { type: 'RefundRequested', data: { ...refund, reason: 'cancelled' } };
const shown = (...events: Parameters<typeof openWork.key>[0][]) => folded(openWork, created, ...events)[1];

describe('openWork', () => {
  const quarter = '2026-01-01T10:00:00.000Z';
  const slot = { storeId: 2002, date: '2026-01-01', quarter, cartId: 1 };
  const taken = (attempt: number): SlotEvent => {
    return { type: 'SlotTaken', data: { ...slot, attempt, takenAt: at(1) } };
  };
  const freed = (attempt: number): SlotEvent => ({ type: 'SlotFreed', data: { ...slot, attempt } });
  const orderedWith = (quarter: string | null): CartEvent => {
    return { type: 'CartOrdered', data: { ...ids, ...money, attempt: 1, quarter } };
  };

  test('a place is open until its cart is ordered with it, or it is free again', () => {
    expect(shown(taken(1))).toMatchObject({ places: [{ quarter, attempt: 1, takenAt: at(1) }], open: true });
    expect(shown(taken(1), freed(1))).toMatchObject({ places: [], open: false });
    expect(shown(taken(1), orderedWith(quarter), paid)).toMatchObject({ places: [], open: false });
    expect(shown(taken(1), orderedWith('2026-01-01T10:15:00.000Z'), paid)).toMatchObject({
      places: [{ attempt: 1 }],
      open: true,
    });
  });

  test('a place that is taken anew for what is ordered is not open', () => {
    const anew = [taken(1), orderedWith(quarter), freed(1), taken(1)];
    expect(shown(...anew)).toMatchObject({ places: [] });
    expect(shown(...anew, paid)).toMatchObject({ places: [], open: false });
  });

  test('a cart can expire from its last change on', () => {
    expect(shown(added)).toEqual({
      cartId: 1,
      storeId: 2002,
      attempt: null,
      refunds: [],
      owed: [],
      kept: 0,
      holds: [],
      places: [],
      ordered: null,
      acceptBy: null,
      idleSince: at(2),
      open: false,
    });
    expect(shown(added, { type: 'CartExpired', data: ids })).toMatchObject({ idleSince: null, open: false });
  });

  test('an attempt is open from the order until it is confirmed or reopened', () => {
    expect(shown(added, ordered)).toMatchObject({ attempt: { attempt: 1, since: at(3) }, idleSince: null, open: true });
    expect(shown(added, ordered, paid)).toMatchObject({ attempt: null, open: false });
    const reopened: CartEvent = { type: 'CartReopened', data: { ...ids, attempt: 1, reason: 'declined' } };
    expect(shown(added, ordered, reopened)).toMatchObject({ attempt: null, idleSince: at(4), open: false });
  });

  test('a hold is open until it is settled', () => {
    expect(shown(held)?.holds).toEqual([{ holdId: 1, menuId: 7, expiresAt: at(99) }]);
    expect(shown(held, { type: 'HeldMenuAdded', data: { ...ids, ...line, holdId: 1 } })?.holds).toEqual([]);
    expect(shown(held, { type: 'HeldMenuDropped', data: { ...ids, holdId: 1, reason: 'x' } })?.holds).toEqual([]);
  });

  test('an order is to be answered until somebody has, or it is cancelled', () => {
    const waits = step.received;
    expect(shown(waits)).toMatchObject({ acceptBy: waits.data.acceptBy, open: false });
    for (const answer of [step.accepted, step.cooking, step.cancelled])
      expect(shown(waits, answer)).toMatchObject({ acceptBy: null });
    expect(shown({ ...waits, data: { ...waits.data, acceptBy: null } })).toMatchObject({ acceptBy: null });
  });

  test('a refund is open until the provider has answered', () => {
    expect(shown(ordered, paid, asked)).toMatchObject({ refunds: ['r1'], open: true });
    const done: PaymentEvent = {
      type: 'PaymentRefunded',
      data: { ...back, reason: 'cancelled', providerReference: 'x' },
    };
    const failed: PaymentEvent = { type: 'RefundFailed', data: { ...refund, code: 'x' } };
    for (const answer of [done, failed])
      expect(shown(ordered, paid, asked, answer)).toMatchObject({ refunds: [], kept: 0, open: false });
  });

  test.each(['ORDER_CANCELLED', 'ATTEMPT_ABANDONED'])(
    'a refund that failed stands open where its money is owed (%s)',
    (reason) => {
      const owed: PaymentEvent = { type: 'RefundRequested', data: { ...refund, reason } };
      const failed: PaymentEvent = { type: 'RefundFailed', data: { ...refund, code: 'x' } };
      const later = (refundId: string, amount: number): PaymentEvent[] => [
        { type: 'RefundRequested', data: { ...refund, refundId, amount, reason: 'by hand' } },
        { type: 'PaymentRefunded', data: { ...back, refundId, amount, reason: 'by hand', providerReference: 'y' } },
      ];
      const kept = [ordered, paid, owed, failed];
      expect(shown(...kept)).toMatchObject({ refunds: [], owed: [], kept: 15_000, open: true });
      expect(shown(...kept, ...later('r2', 5_000))).toMatchObject({ kept: 10_000, open: true });
      expect(shown(...kept, ...later('r2', 5_000), ...later('r3', 10_000))).toMatchObject({ kept: 0, open: false });
    },
  );
});
