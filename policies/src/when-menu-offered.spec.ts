import { type MenuEvent, PLAIN_CARD } from '@doremi/domain';
import { expect, test } from '@jest/globals';
import { reactionsTo } from './testing/happened.js';
import { whenMenuOffered } from './when-menu-offered.js';

const card = { menuName: 'pizza3', menuType: 'pizza', description: '', price: 15000, ...PLAIN_CARD };
const offered = (audience: 'all' | number[], except: number[] = []): MenuEvent => ({
  type: 'MenuOffered',
  data: { ...card, menuId: 1, revision: 2, audience, except },
});
const receive = (storeId: number) => ({
  do: 'storeMenu',
  storeId,
  menuId: 1,
  command: { type: 'ReceiveOffer', storeId, menuId: 1, offer: 7, revision: 2, ...card },
});

test('an offer to all is received by every store, with its place in the menu’s stream', async () => {
  const reactions = await reactionsTo(whenMenuOffered, offered('all'), { storeIds: [2001, 2002], revision: 7 });
  expect(reactions).toEqual([receive(2001), receive(2002)]);
});

test('those whose offer was withdrawn are left out', async () => {
  const reactions = await reactionsTo(whenMenuOffered, offered('all', [2001]), { storeIds: [2001, 2002], revision: 7 });
  expect(reactions).toEqual([receive(2002)]);
});

test('an offer to some is received by them, and needs no list', async () => {
  expect(await reactionsTo(whenMenuOffered, offered([2003]), { revision: 7 })).toEqual([receive(2003)]);
});
