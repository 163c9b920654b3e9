import { describe, expect, test } from '@jest/globals';
import { type CartEvent, carts, type PaymentEvent, plainTerms } from '@doremi/domain';
import { at, folded } from './testing/folded.js';

const ids = { cartId: 1, storeId: 2002, customerId: 'alice' };
const options = [{ groupId: 'size', optionId: 'small', name: 'Small', priceDelta: -2_000 }];
const line = (lineId: number, quantity = 1) => ({
  lineId,
  menuId: 7,
  revision: 1,
  menuName: 'pizza3',
  quantity,
  unitPrice: 15_000,
  options,
});
const created: CartEvent = { type: 'CartCreated', data: ids };
const added = (lineId: number, quantity = 1): CartEvent => ({
  type: 'MenuAddedToCart',
  data: { ...ids, ...line(lineId, quantity) },
});
const held: CartEvent = {
  type: 'MenuAddHeld',
  data: {
    ...ids,
    holdId: 1,
    menuId: 7,
    quantity: 2,
    reason: 'MENU_SERVICE_BUSY',
    expiresAt: at(99),
    seen: { revision: 1, unitPrice: 15_000 },
    options,
  },
};
const money = { lines: [line(1)], total: 15_000, ...plainTerms(15_000), businessDay: '2026-01-01' };
const ordered: CartEvent = {
  type: 'CartOrdered',
  data: { ...ids, ...money, attempt: 1, quarter: null },
};
const shown = (...events: (CartEvent | PaymentEvent)[]) => folded(carts, created, ...events)[1];

describe('carts', () => {
  test('a new cart is blank', () => {
    expect(shown()).toEqual({
      ...ids,
      cartStatus: 'BLANK',
      lines: [],
      holds: [],
      dropped: [],
      total: 0,
      terms: plainTerms(0),
      payment: null,
      version: 1,
      updatedAt: at(1),
    });
  });

  test('its version is the number of events that its stream has had', () => {
    expect(shown(added(1), ordered)).toMatchObject({ version: 3 });
  });

  test('the total is that of its lines', () => {
    expect(shown(added(1), added(2, 3))).toMatchObject({
      cartStatus: 'MENUADDED',
      lines: [line(1), line(2, 3)],
      total: 60_000,
    });
    const removed = (lineId: number): CartEvent => ({ type: 'MenuRemovedFromCart', data: { ...ids, lineId } });
    expect(shown(added(1), added(2), removed(1))).toMatchObject({ lines: [line(2)], total: 15_000 });
    expect(shown(added(1), removed(1))).toMatchObject({ cartStatus: 'BLANK', lines: [], total: 0 });
  });

  test('its fulfilment stays while lines come and go, and when it is opened again', () => {
    const fulfilment = { type: 'PICKUP', wantedAt: at(99), personal: null } as const;
    const chosen: CartEvent = { type: 'FulfilmentChosen', data: { ...ids, ...fulfilment } };
    expect(shown(chosen)).toMatchObject({ cartStatus: 'BLANK', terms: { ...plainTerms(0), fulfilment } });
    expect(shown(chosen, added(1))).toMatchObject({ terms: { ...plainTerms(15_000), fulfilment }, version: 3 });
    const terms = plainTerms(15_000, fulfilment);
    const reopened: CartEvent = { type: 'CartReopened', data: { ...ids, attempt: 1, reason: 'DECLINED' } };
    const again = shown(chosen, added(1), { ...ordered, data: { ...ordered.data, ...terms } }, reopened);
    expect(again).toMatchObject({ cartStatus: 'MENUADDED', terms });
  });

  const of = (attempt: number, amount = 15_000) => ({
    ...{ ...ids, paymentId: 1, businessDay: '2026-01-01', attempt, amount },
  });
  const requested = (attempt: number): PaymentEvent => ({
    type: 'PaymentRequested',
    data: { ...of(attempt), currency: 'EUR', taxRate: 19, idempotencyKey: `1-${attempt}` },
  });
  const approved = (attempt: number): PaymentEvent => ({
    type: 'PaymentApproved',
    data: { ...of(attempt), providerReference: 'ch_1' },
  });
  const declined = (attempt: number): PaymentEvent => ({
    type: 'PaymentDeclined',
    data: { ...of(attempt), code: 'CARD_DECLINED' },
  });
  const unknown: PaymentEvent = { type: 'PaymentOutcomeUnknown', data: of(1) };
  const refund = { ...of(1, 5_000), refundId: 'r1', reason: 'cold', by: 'head' };
  const refundAsked: PaymentEvent = { type: 'RefundRequested', data: refund };

  test.each<[string, number, PaymentEvent[]]>([
    ['REQUESTED', 0, [requested(1)]],
    ['UNKNOWN', 0, [requested(1), unknown]],
    ['APPROVED', 0, [requested(1), unknown, approved(1)]],
    ['DECLINED', 0, [requested(1), declined(1)]],
    ['REQUESTED', 0, [requested(1), declined(1), requested(2)]],
    // Money that came for an attempt that was closed goes back.
    ['DECLINED', 0, [requested(1), declined(1), approved(1)]],
    ['APPROVED', 0, [requested(1), declined(1), requested(2), approved(2), approved(1), refundAsked]],
    ['REFUNDING', 0, [requested(1), approved(1), refundAsked]],
    [
      'APPROVED',
      5_000,
      [
        requested(1),
        approved(1),
        refundAsked,
        { type: 'PaymentRefunded', data: { ...refund, net: 4_202, tax: 798, providerReference: 're' } },
      ],
    ],
    [
      'APPROVED',
      0,
      [requested(1), approved(1), refundAsked, { type: 'RefundFailed', data: { ...refund, code: 'GONE' } }],
    ],
  ])('its money is %s with %d back: %#', (status, refunded, events) => {
    expect(shown(added(1), ordered, ...events)).toMatchObject({ version: 3, payment: { status, refunded } });
  });

  test('more of a line is one line, and its quantity can be changed', () => {
    expect(shown(added(1), added(1, 2))).toMatchObject({ lines: [line(1, 3)], total: 45_000 });
    const changed: CartEvent = { type: 'LineQuantityChanged', data: { ...ids, lineId: 1, quantity: 5 } };
    expect(shown(added(1), added(2), changed)).toMatchObject({ lines: [line(1, 5), line(2)], total: 90_000 });
  });

  test('a line that was held is marked when it costs something else than its customer saw, until it is ordered', () => {
    const settled = (unitPrice: number): CartEvent => ({
      type: 'HeldMenuAdded',
      data: { ...ids, ...line(1), unitPrice, holdId: 1 },
    });
    expect(shown(held, settled(15_000))?.lines).toEqual([line(1)]);
    expect(shown(held, settled(16_000))?.lines).toEqual([
      { ...line(1), unitPrice: 16_000, seen: { revision: 1, unitPrice: 15_000 } },
    ]);
    expect(shown(held, settled(16_000), ordered)?.lines).toEqual([line(1)]);
  });

  test('a hold is shown until it becomes a line, or is dropped with its reason', () => {
    expect(shown(held)).toMatchObject({ cartStatus: 'BLANK', holds: [{ holdId: 1, menuId: 7, quantity: 2, options }] });
    expect(shown(held, { type: 'HeldMenuAdded', data: { ...ids, ...line(1, 2), holdId: 1 } })).toMatchObject({
      cartStatus: 'MENUADDED',
      holds: [],
      lines: [line(1, 2)],
      total: 30_000,
    });
    expect(shown(held, { type: 'HeldMenuDropped', data: { ...ids, holdId: 1, reason: 'EXPIRED' } })).toMatchObject({
      holds: [],
      dropped: [{ holdId: 1, menuId: 7, reason: 'EXPIRED' }],
    });
  });

  test.each<[CartEvent[], string]>([
    [[added(1), ordered], 'ORDERED'],
    [[added(1), ordered, { type: 'CartReopened', data: { ...ids, attempt: 1, reason: 'declined' } }], 'MENUADDED'],
    [
      [
        added(1),
        ordered,
        {
          type: 'CartPaid',
          data: { ...ids, ...money, attempt: 1, paymentId: 1 },
        },
      ],
      'PAID',
    ],
    [[{ type: 'CartExpired', data: ids }], 'EXPIRED'],
  ])('%#: its status becomes %s', (events, status) => {
    expect(shown(...events)?.cartStatus).toBe(status);
  });
});
