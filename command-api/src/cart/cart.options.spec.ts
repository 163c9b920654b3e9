import type { LineOption } from '@doremi/domain';
import { given, played, sizedCard } from '@doremi/domain/testing';
import { isRefusal } from '@doremi/event-sourcing';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chosen } from '../store-menu/choice.decider.js';
import { cart, type CartCommand } from './cart.decider.js';
import { add, confirmHold, create, hold, ids, order, pizza, sold } from './testing/cart.samples.js';

const sells = { ...sold, optionGroups: sizedCard.optionGroups };
/** The pizza with these options, and what it costs with them. */
const having = (...names: string[]) => {
  const outcome = chosen(
    sells,
    names.map((name) => ({ groupId: name.split(' ')[0]!, optionId: name.split(' ')[1]! })),
  );
  if (isRefusal(outcome)) throw new Error(`there is no ${names.join(', ')}`);
  return outcome;
};
const small = having('size small');
const topped = having('size large', 'toppings olives', 'toppings extra-cheese');
const reversed = { ...topped, options: [...topped.options].reverse() };
const after = (...commands: CartCommand[]) => given(cart, played(cart, ...commands));

describe('a menu with options', () => {
  test('costs what they add and take off', () => {
    expect([small.unitPrice, topped.unitPrice, chosen(sells)]).toEqual([13_000, 15_400, having('size large')]);
  });

  test('is a line that says which', () => {
    after(create)
      .when({ ...add, ...small })
      .then({ type: 'MenuAddedToCart', data: { ...ids, ...pizza, ...small, lineId: 1, quantity: 2 } });
  });

  test('the same in another order goes to the same line; others, and another price, are lines of their own', () => {
    const there = after(create, { ...add, ...topped });
    there.when({ ...add, ...reversed }).thenOne('MenuAddedToCart', { lineId: 1 });
    there.when({ ...add, ...small }).thenOne('MenuAddedToCart', { lineId: 2 });
    there.when({ ...add, ...reversed, unitPrice: 1 }).thenOne('MenuAddedToCart', { lineId: 2 });
    there.when({ ...add, unitPrice: topped.unitPrice }).thenOne('MenuAddedToCart', { lineId: 2 });
    there.when({ ...add, ...reversed, quantity: 98 }).thenRefused('QUANTITY_TOO_HIGH', { lineId: 1, quantity: 2 });
  });

  test('waits with its options, and is added with them', () => {
    const seen = { revision: 1, unitPrice: topped.unitPrice };
    const held = { ...hold, options: topped.options, seen };
    after(create).when(held).thenOne('MenuAddHeld', { options: topped.options });
    const waits = after(create, { ...add, ...topped }, held);
    expect(waits.state.holds).toMatchObject([{ options: topped.options }]);
    waits.when({ ...confirmHold, ...reversed }).thenOne('HeldMenuAdded', { lineId: 1, quantity: 3 });
    after(create, held)
      .when({ ...confirmHold, ...topped })
      .thenOne('HeldMenuAdded', { options: topped.options });
  });

  test('is not to be had with what is sold out, nor by default', () => {
    const out = (optionId: string) => ({ ...sells, soldOut: [{ groupId: 'size', optionId, until: null }] });
    expect(chosen(out('large'))).toMatchObject({
      refused: 'OPTION_SOLD_OUT',
      details: { optionId: 'large', until: null },
    });
    expect(chosen(out('large'), small.options)).toMatchObject({ unitPrice: 13_000 });
    expect(chosen(out('small'))).toMatchObject({ unitPrice: 15_000 });
  });

  test('is ordered with them', () => {
    const lines = [{ ...pizza, ...small, lineId: 1, quantity: 2 }];
    after(create, { ...add, ...small })
      .when({ ...order, menus: { 1: sells } })
      .thenOne('CartOrdered', { lines, total: 26_000 });
  });

  describe('is not ordered where what was chosen is different now:', () => {
    const [size, toppings] = sizedCard.optionGroups;
    const now = (more: object) => ({ 1: { ...sells, revision: 2, ...more } });
    const dearer = { ...toppings!, options: toppings!.options.map((one) => ({ ...one, priceDelta: 200 })) };
    const out = { ...topped.options[1]!, until: null };
    test.each<[string, ReturnType<typeof now>, object]>([
      [
        'an option is sold out',
        now({ soldOut: [out] }),
        { reason: 'OPTION_SOLD_OUT', groupId: 'toppings', optionId: 'olives' },
      ],
      [
        'an option is gone',
        now({ optionGroups: [size!] }),
        { reason: 'OPTION_GONE', groupId: 'toppings', optionId: 'olives' },
      ],
      [
        'fewer may be chosen',
        now({ optionGroups: [size!, { ...toppings!, max: 1 }] }),
        { reason: 'REVISION_CHANGED', revision: 1, liveRevision: 2 },
      ],
      [
        'an option costs more',
        now({ optionGroups: [size!, dearer] }),
        { reason: 'PRICE_CHANGED', unitPrice: 15_400, now: 15_400 },
      ],
      ['only the revision is another', now({}), { reason: 'REVISION_CHANGED', revision: 1, liveRevision: 2 }],
    ])('%s', (_, menus, difference) => {
      if ('now' in difference) menus[1].price += 600;
      const told = 'now' in difference ? { ...difference, now: 16_000 } : difference;
      after(create, { ...add, ...topped })
        .when({ ...order, menus })
        .thenRefused('CART_OUTDATED', { differences: [{ lineId: 1, menuId: 1, ...told }] });
    });
  });

  test('adds up: whatever is added, the total is what each line costs with its options', () => {
    const anyChoice = fc.tuple(
      fc.constantFrom('size small', 'size large'),
      fc.subarray(['toppings olives', 'toppings extra-cheese', 'toppings no-cheese'], { maxLength: 2 }),
    );
    const costs = (options: readonly LineOption[]) => options.reduce((sum, { priceDelta }) => sum + priceDelta, 15_000);
    fc.assert(
      fc.property(fc.array(fc.tuple(anyChoice, fc.integer({ min: 1, max: 9 })), { maxLength: 9 }), (adds) => {
        const commands = adds.map(([[one, more], quantity]) => ({ ...add, ...having(one, ...more), quantity }));
        const { lines, total } = after(create, ...commands).state;
        expect(total).toBe(commands.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0));
        for (const { options, unitPrice } of lines) expect(unitPrice).toBe(costs(options));
        const kinds = lines.map(({ options }) => options.map(({ optionId }) => optionId).join());
        expect(new Set(kinds).size).toBe(kinds.length);
      }),
    );
  });
});
