import {
  anyMenuEvent,
  eventsOf,
  expectEvolveIsTotal,
  expectRepeatEmitsNothing,
  given,
  played,
  sizedCard,
  stateAfter,
  testTransitions,
} from '@doremi/domain/testing';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { latestOfferFor, menu, type MenuCommand } from './menu.decider.js';
import { anyMenuCommand, card, register, remove } from './testing/any-menu-command.js';

const dearer = { ...card, price: 16000 };
const registerFor = (...storeIds: number[]): MenuCommand => ({ ...register, audience: storeIds });
const revise: MenuCommand = { type: 'ReviseMenu', ...dearer };
const offer = (...storeIds: number[]): MenuCommand => ({ type: 'OfferMenu', storeIds });
const withdraw = (...storeIds: number[]): MenuCommand => ({ type: 'WithdrawOffer', storeIds });

describe('menu', () => {
  testTransitions({
    decider: menu,
    statusOf: ({ status }) => status,
    situations: { NONE: [], ACTIVE: played(menu, register), DELETED: played(menu, register, remove) },
    commands: {
      RegisterMenu: { type: 'RegisterMenu', menuId: 1, audience: 'all', ...card },
      ReviseMenu: { type: 'ReviseMenu', ...dearer },
      OfferMenu: { type: 'OfferMenu', storeIds: [2002] },
      WithdrawOffer: { type: 'WithdrawOffer', storeIds: [2002] },
      DeleteMenu: { type: 'DeleteMenu', reason: 'season over' },
    },
    table: {
      NONE: {
        RegisterMenu: ['MenuRegistered', 'MenuOffered'],
        ReviseMenu: 'MENU_NOT_FOUND',
        OfferMenu: 'MENU_NOT_FOUND',
        WithdrawOffer: 'MENU_NOT_FOUND',
        DeleteMenu: 'MENU_NOT_FOUND',
      },
      ACTIVE: {
        RegisterMenu: 'MENU_EXISTS',
        ReviseMenu: ['MenuRevised', 'MenuOffered'],
        OfferMenu: ['MenuOffered'],
        WithdrawOffer: ['MenuOfferWithdrawn'],
        DeleteMenu: ['MenuDeleted'],
      },
      DELETED: {
        RegisterMenu: 'MENU_EXISTS',
        ReviseMenu: 'MENU_DELETED',
        OfferMenu: 'MENU_DELETED',
        WithdrawOffer: 'MENU_DELETED',
        DeleteMenu: [],
      },
    },
  });

  test('registering writes the card and offers it in one append', () => {
    const first = { ...card, menuId: 1, revision: 1 };
    given(menu)
      .when(register)
      .then(
        { type: 'MenuRegistered', data: first },
        { type: 'MenuOffered', data: { ...first, audience: 'all', except: [] } },
      );
  });

  test('a menu for no store is registered and offered to nobody', () => {
    given(menu).when(registerFor()).thenOne('MenuRegistered', { menuId: 1, revision: 1 });
  });

  test('an identical card is no revision', () => {
    given(menu, played(menu, register))
      .when({ type: 'ReviseMenu', ...card })
      .thenNothing();
  });

  test.each([
    ...[{ menuName: 'x' }, { menuType: 'x' }, { description: 'x' }, { price: 1 }, { category: 'x' }, { position: 0 }],
    ...[
      { allergens: ['milk'] },
      { imageUrl: 'https://x.example/' },
      { optionGroups: sizedCard.optionGroups, price: 2_100 },
    ],
  ])('%j is one', (change) => {
    const { when } = given(menu, played(menu, register));
    const next = { ...card, ...change, menuId: 1, revision: 2 };
    when({ type: 'ReviseMenu', ...card, ...change }).then(
      { type: 'MenuRevised', data: next },
      { type: 'MenuOffered', data: { ...next, audience: 'all', except: [] } },
    );
  });

  test('no choice of its options costs less than nothing, or more than anything may', () => {
    const [tooLow, tooHigh] = [2_099, 999_999_700].map((price) => ({ ...sizedCard, price }));
    const { when } = given(menu, played(menu, register));
    for (const type of ['RegisterMenu', 'ReviseMenu'] as const) {
      const asking = type === 'RegisterMenu' ? given(menu).when : when;
      asking({ ...register, ...tooLow, type }).thenRefused('PRICE_TOO_LOW', { least: 2_100 });
      asking({ ...register, ...tooHigh, type }).thenRefused('PRICE_TOO_HIGH', { most: 999_999_600 });
    }
  });

  test('is what somebody saw as long as its card is', () => {
    const { state } = given(menu, played(menu, register, revise, withdraw(2001)));
    expect(menu.outdated?.(state, 2)).toBeNull();
    expect(menu.outdated?.(state, 1)).toEqual({ refused: 'MENU_CHANGED', details: { revision: 2 } });
  });

  test.each([
    ['everybody but those withdrawn', [register, withdraw(2001, 2002), offer(2001)], 'all', [2002]],
    [
      'every store it was ever offered to, less those withdrawn',
      [registerFor(1, 2), offer(3), withdraw(1)],
      [2, 3],
      [],
    ],
  ] as const)('a revision goes to %s', (_, commands, audience, except) => {
    const next = { ...dearer, menuId: 1, revision: 2 };
    given(menu, played(menu, ...commands))
      .when(revise)
      .then({ type: 'MenuRevised', data: next }, { type: 'MenuOffered', data: { ...next, audience, except } });
  });

  test('withdrawing from stores that have no offer does nothing, and the others are named', () => {
    const history = played(menu, registerFor(2001, 2002), withdraw(2001));
    given(menu, history).when(withdraw(2001, 2009)).thenNothing();
    given(menu, history)
      .when(withdraw(2001, 2002, 2002))
      .then({ type: 'MenuOfferWithdrawn', data: { menuId: 1, storeIds: [2002] } });
  });

  test('deleting names everybody it is offered to', () => {
    given(menu, played(menu, registerFor(2001), offer(2003)))
      .when(remove)
      .then({ type: 'MenuDeleted', data: { menuId: 1, reason: 'season over', audience: [2001, 2003] } });
  });

  test('evolve never throws', () => expectEvolveIsTotal(menu, anyMenuEvent));

  test('a repeat emits nothing; offering is no setting, it asks again', () =>
    expectRepeatEmitsNothing(menu, anyMenuCommand, ({ type }) => !['RegisterMenu', 'OfferMenu'].includes(type)));
});

describe('the newest offer for a store', () => {
  const latest = (storeId: number, ...commands: MenuCommand[]) =>
    latestOfferFor(given(menu, played(menu, ...commands)).state, storeId);

  test('is counted by the revisions of the stream', () => {
    expect(latest(2001, register)).toEqual({ offer: 1, revision: 1, card });
    expect(latest(2001, register, revise)).toEqual({ offer: 3, revision: 2, card: dearer });
    expect(latest(2001, register, offer(2001), offer(2002))).toEqual({ offer: 2, revision: 1, card });
    expect(latest(2001, register, offer(2001), revise)).toEqual({ offer: 4, revision: 2, card: dearer });
  });

  test('is none where there was none, it was withdrawn, or the menu is gone', () => {
    expect(latestOfferFor(menu.initial, 2001)).toBeNull();
    expect(latest(2001, registerFor(2002))).toBeNull();
    expect(latest(2001, register, withdraw(2001))).toBeNull();
    expect(latest(2001, register, offer(2001), withdraw(2001), revise)).toBeNull();
    expect(latest(2001, register, remove)).toBeNull();
  });

  test('is there again after a new offer', () => {
    expect(latest(2001, register, withdraw(2001), revise, offer(2001))).toEqual({
      offer: 5,
      revision: 2,
      card: dearer,
    });
  });

  test('is what a search of the whole stream finds', () =>
    fc.assert(
      fc.property(fc.array(anyMenuCommand, { maxLength: 15 }), fc.integer({ min: 1, max: 4 }), (commands, storeId) => {
        const history = eventsOf(menu, commands);
        let found: ReturnType<typeof latestOfferFor> = null;
        history.forEach((event, offer) => {
          if (event.type === 'MenuDeleted') found = null;
          if (event.type === 'MenuOfferWithdrawn' && event.data.storeIds.includes(storeId)) found = null;
          if (event.type !== 'MenuOffered') return;
          const { menuId: _, revision, audience, except, ...card } = event.data;
          const included = audience === 'all' ? !except.includes(storeId) : audience.includes(storeId);
          if (included) found = { offer, revision, card };
        });
        expect(latestOfferFor(stateAfter(menu, commands), storeId)).toEqual(found);
      }),
      { numRuns: 300 },
    ));
});
