import { expect, test } from '@jest/globals';
import { reactionsTo } from './testing/happened.js';
import { whenMenuTakenBack } from './when-menu-taken-back.js';

const delist = (storeId: number, reason: string) => ({
  do: 'storeMenu',
  storeId,
  menuId: 1,
  command: { type: 'Delist', storeId, menuId: 1, offer: 7, reason },
});
const deleted = (audience: 'all' | number[]) =>
  ({ type: 'MenuDeleted', data: { menuId: 1, reason: 'gone', audience } }) as const;

test('a deleted menu is delisted at every store, where it was offered to all', async () => {
  const reactions = await reactionsTo(whenMenuTakenBack, deleted('all'), { storeIds: [2001, 2002], revision: 7 });
  expect(reactions).toEqual([delist(2001, 'gone'), delist(2002, 'gone')]);
});

test('a deleted menu is delisted at the stores that it was offered to', async () => {
  expect(await reactionsTo(whenMenuTakenBack, deleted([2003]), { revision: 7 })).toEqual([delist(2003, 'gone')]);
});

test('a withdrawn offer is delisted at those stores', async () => {
  const withdrawn = { type: 'MenuOfferWithdrawn', data: { menuId: 1, storeIds: [2001, 2003] } } as const;
  const reactions = await reactionsTo(whenMenuTakenBack, withdrawn, { revision: 7 });
  expect(reactions).toEqual([delist(2001, 'OFFER_WITHDRAWN'), delist(2003, 'OFFER_WITHDRAWN')]);
});
