import { describe, expect, test } from '@jest/globals';
import type { Card } from '../../menus/card.js';
import { comparisonOf, oneOfEach } from './comparison.js';
import { countsOf, type StoreAnswer } from './menu-answers.js';

const AT = '2026-01-31T18:00:00Z';
const answer = (storeId: number, over: Partial<StoreAnswer> = {}): StoreAnswer => ({
  ...{ storeId, answer: 'WAITING', revision: 3, at: AT, reason: null, liveRevision: null, price: null, since: null },
  ...over,
});
const selling = (storeId: number, revision: number, price = 12.5): StoreAnswer =>
  answer(storeId, { liveRevision: revision, price, since: AT });
const card: Card = {
  ...{ menuName: 'Margherita', menuType: 'pizza', description: '', price: 12.5, category: null, position: null },
  ...{ allergens: [], imageUrl: null, optionGroups: [] },
};
const withdrawn = answer(2003, { answer: 'DELISTED', reason: 'OFFER_WITHDRAWN' });
const gaveUp = answer(2004, { answer: 'DELISTED', reason: 'no oven' });

describe('what stores sell beside what they will be asked', () => {
  test('is read once for each revision', () => {
    const stores = [selling(2001, 1), selling(2002, 1), selling(2003, 2), answer(2004)];
    expect([...oneOfEach({ stores }).keys()]).toEqual([1, 2]);
  });

  test('has the store’s own price, and nothing of one that sells nothing', () => {
    const { asked } = comparisonOf({ stores: [selling(2001, 1, 13), answer(2002)] }, new Map([[1, card]]));
    expect(asked).toEqual([
      { storeId: 2001, sold: { storeId: 2001, revision: 1, price: 13, since: AT, card: { ...card, price: 13 } } },
      { storeId: 2002, sold: null },
    ]);
  });

  test('leaves out whom the offer was taken back from, and asks again whoever took it off the menu', () => {
    const { asked, notAsked } = comparisonOf({ stores: [withdrawn, gaveUp] }, new Map());
    expect(asked.map(({ storeId }) => storeId)).toEqual([2004]);
    expect(notAsked).toEqual([2003]);
  });
});

test('a store that sells an older revision and has to answer a newer one counts as both', () => {
  const rejected = answer(2002, { answer: 'REJECTED', reason: 'too dear' });
  expect(countsOf({ stores: [selling(2001, 1), rejected, gaveUp] })).toEqual({ selling: 1, waiting: 1, rejected: 1 });
});
