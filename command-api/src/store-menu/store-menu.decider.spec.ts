import {
  anyStoreMenuEvent,
  eventsOf,
  expectEvolveIsTotal,
  expectRepeatEmitsNothing,
  given,
  played,
  sizedCard,
  stateAfter,
} from '@doremi/domain/testing';
import { isRefusal } from '@doremi/event-sourcing';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isSoldOut, onSale, storeMenu, type StoreMenu, type StoreMenuCommand } from './store-menu.decider.js';
import { anyOffer, anyStoreMenuCommand } from './testing/any-store-menu-command.js';
import {
  APPROVED,
  approve,
  BOTH,
  by,
  card,
  delist,
  ids,
  MORNING,
  NOON,
  offer,
  ONE,
  reject,
  sellOut,
  sellOutOption,
  SIZED,
  small,
} from './testing/store-menu.samples.js';

const after = (...commands: StoreMenuCommand[]) => given(storeMenu, played(storeMenu, ...commands));

describe('store menu', () => {
  test('an offer is recorded with its whole card, and nothing else', () => {
    const wider = { ...offer(1, 1), audience: 'all' };
    given(storeMenu)
      .when(wider)
      .then({ type: 'MenuConfirmationRequested', data: { ...ids, offer: 1, revision: 1, ...card } });
  });

  test('a price of its own leaves no choice of its options below nothing', () => {
    const sized = { ...offer(1, 1), ...sizedCard };
    after(sized).when(approve(1, 2_099)).thenRefused('PRICE_TOO_LOW', { least: 2_100 });
    after(sized).when(approve(1, 2_100)).thenOne('MenuApproved', { price: 2_100 });
    const live = after(sized, approve());
    live.when({ type: 'SetStorePrice', price: 2_099 }).thenRefused('PRICE_TOO_LOW', { least: 2_100 });
    live.when({ type: 'SetStorePrice', price: 999_999_601 }).thenRefused('PRICE_TOO_HIGH', { most: 999_999_600 });
  });

  test('what it set once is not taken for a revision that it is too low for', () => {
    const revised = { ...offer(3, 2), ...sizedCard };
    const { when } = after(...APPROVED, { type: 'SetStorePrice', price: 1_000 }, revised);
    when(approve(2)).thenRefused('PRICE_TOO_LOW', { least: 2_100 });
    when(approve(2, 3_000)).thenOne('MenuApproved', { revision: 2, price: 3_000 });
  });

  test.each([
    ['the same offer again', [offer(1, 1)], offer(1, 1)],
    ['an older offer', [offer(3, 2)], offer(1, 1)],
    ['an offer from before a delisting', [offer(1, 1), delist(4)], offer(3, 2)],
    ['an offer from before a delisting that came first', [delist(4)], offer(3, 2)],
    ['the same delisting again', [offer(1, 1), delist(2)], delist(2)],
    ['a delisting from before a newer offer', [offer(3, 2)], delist(2)],
  ])('%s does nothing', (_, commands, late) =>
    after(...commands)
      .when(late)
      .thenNothing(),
  );

  test('a newer offer after a delisting lists it again', () => {
    const { status, live, waiting } = after(...APPROVED, delist(2), offer(3, 2)).state;
    expect({ status, live, waiting: waiting?.revision }).toEqual({ status: 'REGISTERED', live: null, waiting: 2 });
  });

  test('what was sold out before a delisting is on sale when it is approved again', () => {
    const { soldOut } = after(...APPROVED, sellOut(), delist(2), offer(3, 1), approve()).state;
    expect(soldOut).toBeNull();
  });

  test('a newer offer replaces the one that waits', () => {
    const { when, state } = after(offer(1, 1), offer(3, 2, 16000));
    expect(state.waiting).toMatchObject({ offer: 3, revision: 2 });
    when(approve(1)).thenRefused('REVISION_NOT_WAITING', { pendingRevision: 2 });
    when(reject(1)).thenRefused('REVISION_NOT_WAITING', { pendingRevision: 2 });
    when(approve(2)).then({ type: 'MenuApproved', data: { ...ids, revision: 2, price: 16000, by } });
  });

  test('approval sets the offered price, or the one given with it', () => {
    after(offer(1, 1)).when(approve()).thenOne('MenuApproved', { revision: 1, price: 15000 });
    after(offer(1, 1)).when(approve(1, 14000)).thenOne('MenuApproved', { revision: 1, price: 14000 });
    expect(after(offer(1, 1), approve(1, 14000)).state.live).toEqual({ ...card, revision: 1, price: 14000 });
  });

  test('a price that the store set itself outlives the next approvals, until another one is given or it is delisted', () => {
    const price = { type: 'SetStorePrice', price: 14_000 } as const;
    const revised = [...APPROVED, price, offer(3, 2, 16_000)];
    after(...revised)
      .when(approve(2))
      .thenOne('MenuApproved', { revision: 2, price: 14_000 });
    after(...revised, approve(2), offer(4, 3, 14_000), approve(3), offer(5, 4, 17_000))
      .when(approve(4))
      .thenOne('MenuApproved', { revision: 4, price: 14_000 });
    after(offer(1, 1), approve(1, 14_000), offer(3, 2, 16_000))
      .when(approve(2))
      .thenOne('MenuApproved', { price: 14_000 });
    after(...revised)
      .when(approve(2, 16_000))
      .thenOne('MenuApproved', { price: 16_000 });
    after(...revised, approve(2, 16_000), offer(4, 3, 17_000))
      .when(approve(3))
      .thenOne('MenuApproved', { price: 17_000 });
    after(...APPROVED, price, delist(2), offer(3, 2, 16_000))
      .when(approve())
      .thenOne('MenuApproved', { price: 16_000 });
  });

  test('while one is live, approval has to say which', () => {
    after(...APPROVED)
      .when(approve())
      .thenRefused('REVISION_REQUIRED', { liveRevision: 1, pendingRevision: null });
    after(...APPROVED)
      .when(approve(1))
      .thenNothing();
  });

  test('while one is live and one waits, approval has to say which', () => {
    const { when, state } = after(...BOTH);
    expect(state).toMatchObject({ status: 'APPROVED', live: { revision: 1, price: 15000 }, waiting: { revision: 2 } });
    when(approve()).thenRefused('REVISION_REQUIRED', { liveRevision: 1, pendingRevision: 2 });
    when(approve(1)).thenNothing();
    when(approve(2)).thenOne('MenuApproved', { revision: 2, price: 16000 });
    when(approve(9)).thenRefused('REVISION_NOT_WAITING');
  });

  test('approving what is live again is true already; at another price it contradicts', () => {
    const { when } = after(...APPROVED);
    when(approve(1)).thenNothing();
    when(approve(1, 15000)).thenNothing();
    when(approve(1, 14000)).thenRefused('NOTHING_TO_CONFIRM', { liveRevision: 1 });
    when(approve(2)).thenRefused('NOTHING_TO_CONFIRM', { liveRevision: 1, pendingRevision: null });
  });

  test('rejecting the one that waits leaves the live one, and again is true already', () => {
    const { when, state } = after(...BOTH, reject(2));
    expect(state).toMatchObject({ status: 'APPROVED', live: { revision: 1 }, waiting: null });
    when(reject()).thenNothing();
    when(reject(2)).thenNothing();
    when(reject(1)).thenRefused('NOTHING_TO_CONFIRM');
    when(approve(2)).thenRefused('NOTHING_TO_CONFIRM');
  });

  test('a store that rejected can be asked the same revision again', () => {
    after(offer(1, 1), reject(), offer(2, 1)).when(approve()).thenOne('MenuApproved', { revision: 1 });
  });

  test('a rejection is forgotten when a newer offer was answered', () => {
    after(offer(1, 1), reject(), offer(3, 2), approve()).when(reject()).thenRefused('NOTHING_TO_CONFIRM');
  });

  test('the live revision offered anew waits for an answer, and either answer leaves it live', () => {
    expect(after(...APPROVED, offer(2, 1), approve(1)).state).toMatchObject({ live: { revision: 1 }, waiting: null });
    expect(after(...APPROVED, offer(2, 1), reject(1)).state).toMatchObject({ live: { revision: 1 }, waiting: null });
  });

  test('a price or an until that is set already is no change; another one is', () => {
    after(...APPROVED)
      .when({ type: 'SetStorePrice', price: 15000 })
      .thenNothing();
    after(...APPROVED, sellOut(NOON))
      .when(sellOut(NOON))
      .thenNothing();
    after(...APPROVED, sellOut(NOON))
      .when(sellOut(ONE))
      .thenOne('MenuSoldOut', { until: ONE });
  });

  test.each([MORNING, '2026-01-31T17:59:59+09:00'])('an until that has passed (%s) would do the opposite', (until) => {
    after(...APPROVED)
      .when(sellOut(until))
      .thenRefused('UNTIL_PASSED', { until });
  });

  test('evolve never throws', () => expectEvolveIsTotal(storeMenu, anyStoreMenuEvent));

  test('a repeat emits nothing', () => expectRepeatEmitsNothing(storeMenu, anyStoreMenuCommand, saysWhich));

  test('offers and delistings lead to the same, in whatever order and however often they arrive', () =>
    fc.assert(
      fc.property(fc.array(anyOffer, { minLength: 1, maxLength: 8 }), fc.nat(), (stream, seed) => {
        // Each is one event of the menu's stream, so its number says which it is.
        const numbered = stream.map((command, number) => ({ ...command, offer: number }));
        const arrived = [...numbered, ...numbered].sort((a, b) => order(a.offer, seed) - order(b.offer, seed));
        const inOrder = stateAfter(storeMenu, numbered);
        // Those that change nothing are not recorded: as many events there are not.
        expect({ ...stateAfter(storeMenu, arrived), version: inOrder.version }).toEqual(inOrder);
      }),
    ));

  test('what is live was approved, and a price is never negative', () =>
    fc.assert(
      fc.property(fc.array(anyStoreMenuCommand, { maxLength: 15 }), (commands) => {
        const events = eventsOf(storeMenu, commands);
        const { live } = stateAfter(storeMenu, commands);
        if (live === null) return;
        const approved = events.some(({ type, data }) => type === 'MenuApproved' && data.revision === live.revision);
        expect(approved).toBe(true);
        expect(live.price).toBeGreaterThanOrEqual(0);
      }),
    ));
});

describe('what is on sale', () => {
  const at = (now: string, ...commands: StoreMenuCommand[]) => onSale(after(...commands).state, now);

  test('is the live revision at the price of this store', () => {
    const sold = { revision: 1, menuName: 'pizza3', price: 15000, optionGroups: [], soldOut: [] };
    expect(at(NOON, ...APPROVED)).toEqual(sold);
    expect(at(NOON, ...BOTH)).toEqual(sold);
    expect(at(NOON, ...APPROVED, { type: 'SetStorePrice', price: 12000 })).toEqual({ ...sold, price: 12000 });
  });

  test.each<[string, StoreMenuCommand[]]>([
    ['MENU_NOT_FOUND', []],
    ['MENU_NOT_ON_SALE', [offer(1, 1)]],
    ['MENU_NOT_ON_SALE', [offer(1, 1), reject()]],
    ['MENU_NOT_ON_SALE', [...APPROVED, delist(2)]],
    ['MENU_SOLD_OUT', [...APPROVED, sellOut()]],
    ['MENU_SOLD_OUT', [...APPROVED, sellOut(ONE)]],
  ])('is nothing: %s after %j', (refused, commands) => expect(at(NOON, ...commands)).toMatchObject({ refused }));

  test('is without the options that the store is out of, until they are back', () => {
    const large = { groupId: 'size', optionId: 'large' };
    const out = [...SIZED, sellOutOption(ONE), sellOutOption(null, large)];
    const soldOutAt = (now: string, ...commands: StoreMenuCommand[]) => {
      const menu = at(now, ...commands);
      return isRefusal(menu) ? menu : menu.soldOut;
    };
    expect(soldOutAt(NOON, ...out)).toEqual([
      { ...small, until: ONE },
      { ...large, until: null },
    ]);
    expect(soldOutAt(ONE, ...out)).toEqual([{ ...large, until: null }]);
    expect(soldOutAt(NOON, ...out, { type: 'RestockOption', ...large })).toEqual([{ ...small, until: ONE }]);
    expect(soldOutAt(NOON, ...out, sellOutOption(NOON))).toEqual([{ ...large, until: null }]);
  });

  test('has in stock again what a revision brings back', () => {
    const without = { ...offer(3, 2), ...sizedCard, optionGroups: [] };
    const back = { ...offer(5, 3), ...sizedCard };
    const { soldOutOptions } = after(...SIZED, sellOutOption(), back, approve(3)).state;
    expect(soldOutOptions).toEqual([{ ...small, until: null }]);
    expect(after(...SIZED, sellOutOption(), without, approve(2), back, approve(3)).state.soldOutOptions).toEqual([]);
    expect(after(...SIZED, sellOutOption(), delist(4), back, approve(3)).state.soldOutOptions).toEqual([]);
  });

  test('an option that the live revision does not have is not found', () => {
    const crust = { groupId: 'crust', optionId: 'thin' };
    for (const command of [sellOutOption(null, crust), { type: 'RestockOption', ...crust } as const])
      after(...SIZED)
        .when(command)
        .thenRefused('OPTION_NOT_FOUND', crust);
    after(...SIZED)
      .when(sellOutOption(MORNING))
      .thenRefused('UNTIL_PASSED', { until: MORNING });
  });

  test('is back from the until on, without an event', () => {
    const soldOut: StoreMenu = after(...APPROVED, sellOut(ONE)).state;
    expect(isSoldOut(soldOut, '2026-01-31T12:59:59.999Z')).toBe(true);
    expect(isSoldOut(soldOut, ONE)).toBe(false);
    expect(onSale(soldOut, ONE)).toMatchObject({ revision: 1 });
  });
});

/** An arrival order that depends on the seed alone. */
const order = (number: number, seed: number): number => Math.sin((number + 1) * (seed + 1));

/** An approval that does not say which revision answers once: from then on one is live, and it has to say. */
const saysWhich = (command: StoreMenuCommand): boolean =>
  command.type !== 'ApproveMenu' || command.revision !== undefined;
