import { ANONYMOUS, type Line, plainTerms } from '@doremi/domain';
import {
  anyCartEvent,
  expectEvolveIsTotal,
  expectRepeatEmitsNothing,
  given,
  played,
  stateAfter,
} from '@doremi/domain/testing';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cart, type CartCommand } from './cart.decider.js';
import { anyCartCommand } from './testing/any-cart-command.js';
import {
  add,
  businessDay,
  by,
  choose,
  COMMANDS,
  confirm,
  create,
  expire,
  hold,
  ids,
  ONE,
  openStore,
  order,
  pizza,
  remove,
  reopen,
  confirmHold,
} from './testing/cart.samples.js';

const PERSONAL = [
  ...(['AddMenu', 'HoldAdd', 'CancelHold', 'SetLineQuantity', 'RemoveLine', 'ChooseFulfilment', 'OrderCart'] as const),
];
const second = { ...order, attempt: 2 } as const;
const after = (...commands: CartCommand[]) => given(cart, played(cart, ...commands));

describe('cart', () => {
  describe.each(PERSONAL)('%s', (type) => {
    const command: CartCommand = COMMANDS[type];
    test.each([
      ['another customer', { sub: 'bob', roles: ['customer'] }],
      ['a store of that name', { sub: 'alice', roles: ['store'], storeId: 2002 }],
      ['an admin', { sub: 'root', roles: ['admin'] }],
    ] as const)('by %s finds no cart, in any state', (_, actor) => {
      const asOther: CartCommand = { ...command, by: actor };
      for (const history of [[], [create], [create, add, hold], [create, add, order], [create, add, order, confirm]])
        after(...history)
          .when(asOther)
          .thenRefused('CART_NOT_FOUND');
    });
  });

  test('where nobody logs in, everybody owns every cart', () => {
    after(create)
      .when({ ...add, by: ANONYMOUS })
      .thenOne('MenuAddedToCart', { cartId: 1 });
  });

  test('only an open store takes new carts and orders', () => {
    for (const storeStatus of ['PAUSED', 'CLOSED'] as const) {
      given(cart)
        .when({ ...create, storeStatus })
        .thenRefused('STORE_NOT_OPEN', { storeId: 2002, storeStatus });
      after(create, add)
        .when({ ...order, store: { ...openStore, status: storeStatus } })
        .thenRefused('STORE_NOT_OPEN', { storeStatus, opensAt: null });
      after(create, add, order)
        .when({ ...order, store: { ...openStore, status: storeStatus } })
        .thenNothing();
    }
  });

  test('lines are numbered in the cart, and a number is never used again', () => {
    const { state, when } = after(create, add, { ...add, menuId: 2 }, { ...remove, lineId: 2 });
    expect(state.lines.map(({ lineId }) => lineId)).toEqual([1]);
    when({ ...add, menuId: 3 }).then({
      type: 'MenuAddedToCart',
      data: { ...ids, lineId: 3, ...pizza, menuId: 3, quantity: 2 },
    });
  });

  test('without its last line a cart is blank again', () => {
    expect(after(create, add, remove).state).toMatchObject({ status: 'BLANK', lines: [], total: 0 });
  });

  test('holds 50 lines, those that wait included, so that each finds its place', () => {
    const others = Array.from({ length: 49 }, (_, n): CartCommand => ({ ...add, menuId: n + 2 }));
    const full = [create, ...others, hold];
    after(...full)
      .when(add)
      .thenRefused('CART_FULL', { max: 50 });
    after(...full)
      .when({ ...add, menuId: 2 })
      .thenOne('MenuAddedToCart', { lineId: 1 });
    after(...full)
      .when(hold)
      .thenRefused('CART_FULL');
    after(...full)
      .when(confirmHold)
      .thenOne('HeldMenuAdded', { lineId: 50, quantity: 3 });
    after(...full, remove)
      .when(add)
      .thenOne('MenuAddedToCart', { lineId: 50 });
  });

  test('more of the same goes to its line, up to 99; another price or revision is a line of its own', () => {
    after(create, add)
      .when({ ...add, quantity: 97 })
      .then({ type: 'MenuAddedToCart', data: { ...ids, lineId: 1, ...pizza, quantity: 97 } });
    expect(after(create, add, { ...add, quantity: 97 }).state).toMatchObject({
      lines: [{ lineId: 1, quantity: 99 }],
      total: 99 * 15000,
    });
    after(create, add)
      .when({ ...add, quantity: 98 })
      .thenRefused('QUANTITY_TOO_HIGH', { lineId: 1, quantity: 2, max: 99 });
    for (const other of [{ unitPrice: 1 }, { revision: 2 }, { menuId: 2 }])
      after(create, add)
        .when({ ...add, ...other })
        .thenOne('MenuAddedToCart', { lineId: 2 });
  });

  test('what was held goes to its line as well, and to one of its own where that would hold too much', () => {
    after(create, add, hold).when(confirmHold).thenOne('HeldMenuAdded', { lineId: 1, quantity: 3 });
    expect(after(create, add, hold, confirmHold).state).toMatchObject({ lines: [{ quantity: 5 }], lastLineId: 1 });
    const full = [create, { ...add, quantity: 97 }, hold];
    after(...full)
      .when(confirmHold)
      .thenOne('HeldMenuAdded', { lineId: 2, quantity: 3 });
    // The one with room is found, too.
    after(...full, confirmHold)
      .when({ ...add, quantity: 5 })
      .thenOne('MenuAddedToCart', { lineId: 2 });
  });

  test('a line has the quantity that its customer says', () => {
    const set = { type: 'SetLineQuantity', by, lineId: 1, quantity: 5 } as const;
    after(create, add)
      .when(set)
      .then({ type: 'LineQuantityChanged', data: { ...ids, lineId: 1, quantity: 5 } });
    expect(after(create, add, set).state).toMatchObject({ lines: [{ quantity: 5 }], total: 75000 });
    after(create, add, remove).when(set).thenRefused('LINE_NOT_FOUND', { lineId: 1 });
  });

  test('what never was in the cart is not found; what is gone already stays so', () => {
    for (const lineId of [0, 2])
      after(create, add)
        .when({ ...remove, lineId })
        .thenRefused('LINE_NOT_FOUND', { lineId });
    for (const holdId of [0, 2])
      after(create, hold)
        .when({ ...COMMANDS.CancelHold, holdId })
        .thenRefused('HOLD_NOT_FOUND', { holdId });
    after(create, add, remove).when(remove).thenNothing();
    after(create, hold, confirmHold).when(COMMANDS.CancelHold).thenNothing();
  });

  test('a hold is confirmed with what was asked for then, at what it costs now', () => {
    after(create, hold)
      .when(confirmHold)
      .then({ type: 'HeldMenuAdded', data: { ...ids, holdId: 1, lineId: 1, ...pizza, quantity: 3 } });
    expect(after(create, hold, confirmHold).state).toMatchObject({ status: 'MENUADDED', holds: [], total: 45000 });
  });

  test('a hold is not confirmed with another menu', () => {
    after(create, hold)
      .when({ ...confirmHold, menuId: 2 })
      .thenNothing();
  });

  test('a hold is confirmed up to its end and dropped after it', () => {
    after(create, hold)
      .when({ ...confirmHold, now: ONE })
      .thenOne('HeldMenuAdded', { holdId: 1 });
    after(create, hold)
      .when({ ...confirmHold, now: '2026-01-31T13:00:00.001Z' })
      .thenOne('HeldMenuDropped', { holdId: 1, reason: 'EXPIRED' });
  });

  test('a fulfilment is chosen as a whole, kept while the cart changes, and ordered with it', () => {
    const { fulfilment } = choose;
    after(create)
      .when(choose)
      .then({ type: 'FulfilmentChosen', data: { ...ids, ...fulfilment } });
    after(create, choose).when(choose).thenNothing();
    const delivery = { ...choose, fulfilment: { ...fulfilment, type: 'DELIVERY', wantedAt: null } } as const;
    after(create, choose).when(delivery).thenOne('FulfilmentChosen', { type: 'DELIVERY', wantedAt: null });
    after(create, choose, add).when(order).thenOne('CartOrdered', { fulfilment });
    after(create, choose, add, order).when(confirm).thenOne('CartPaid', { fulfilment });
    expect(after(create, choose, add, order, reopen).state.terms).toEqual({ ...plainTerms(30000), fulfilment });
  });

  test.each([
    ['2026-01-31T12:09:59.999Z', 'TOO_SOON'],
    ['2026-01-30T12:00:00.000Z', 'TOO_SOON'],
    ['2026-02-07T12:00:00.001Z', 'TOO_LATE'],
  ])('it is not to be had for %s: %s', (wantedAt, code) => {
    const wanted = { ...choose, fulfilment: { ...choose.fulfilment, wantedAt } };
    const errors = [{ field: 'wantedAt', code, detail: 'must be 10 minutes to 7 days ahead' }];
    after(create).when(wanted).thenRefused('FIELDS_INVALID', { errors });
  });

  test.each(['2026-01-31T12:10:00.000Z', '2026-02-07T12:00:00.000Z'])('it may be wanted for %s', (wantedAt) =>
    after(create)
      .when({ ...choose, fulfilment: { ...choose.fulfilment, wantedAt } })
      .thenOne('FulfilmentChosen', { wantedAt }),
  );

  test('ordering fixes lines, total, tax, day and attempt, and so does paying', () => {
    const lines = [{ lineId: 1, ...pizza, quantity: 2 }];
    const terms = { ...plainTerms(30000), currency: 'EUR', tax: { rate: 19, net: 25210, tax: 4790 } };
    const ordered = { ...ids, attempt: 1, lines, total: 30000, ...terms, businessDay };
    after(create, add)
      .when(order)
      .then({ type: 'CartOrdered', data: { ...ordered, quarter: null } });
    after(create, add, order)
      .when(confirm)
      .then({ type: 'CartPaid', data: { ...ordered, paymentId: 1 } });
    after(create, add, order, reopen).when(second).thenOne('CartOrdered', { attempt: 2 });
  });

  test('an outcome counts for the open attempt alone', () => {
    const twice = [create, add, order, reopen, second];
    after(...twice)
      .when(reopen)
      .thenNothing();
    after(...twice)
      .when(confirm)
      .thenNothing();
    after(...twice)
      .when({ ...confirm, attempt: 3 })
      .thenNothing();
    after(...twice)
      .when({ ...confirm, attempt: 2 })
      .thenOne('CartPaid', { attempt: 2 });
    after(create, add, order, reopen).when(confirm).thenNothing();
  });

  test('a cart that was touched a moment ago is in use', () => {
    after(create)
      .when({ ...expire, idleSeconds: 86_399 })
      .thenRefused('CART_IN_USE', { idleSeconds: 86_399, ttlSeconds: 86_400 });
  });

  test('evolve never throws', () => expectEvolveIsTotal(cart, anyCartEvent));

  test('a repeat emits nothing; creating and adding are no settings', () =>
    expectRepeatEmitsNothing(cart, anyCartCommand, ({ type }) => !['CreateCart', 'AddMenu', 'HoldAdd'].includes(type)));

  test('the total is the sum of the lines, never negative, and what is ordered is what is in the cart', () =>
    fc.assert(
      fc.property(fc.array(anyCartCommand, { maxLength: 30 }), (commands) => {
        const state = stateAfter(cart, [create, ...commands]);
        expect(state.total).toBe(sumOf(state.lines));
        expect(state.total).toBeGreaterThanOrEqual(0);
        expect(new Set(state.lines.map(({ lineId }) => lineId)).size).toBe(state.lines.length);
        const outcome = cart.decide(order, state);
        if ('refused' in outcome || !outcome[0]) return;
        expect(outcome[0].data).toMatchObject({
          lines: state.lines,
          total: sumOf(state.lines),
          attempt: state.attempt + 1,
        });
      }),
      { numRuns: 300 },
    ));
});

const sumOf = (lines: readonly Line[]): number => {
  let sum = 0;
  for (const { quantity, unitPrice } of lines) sum += quantity * unitPrice;
  return sum;
};
