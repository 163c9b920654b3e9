import { type OfferedMenu, PLAIN_CARD } from '@doremi/domain';
import { expect, test } from '@jest/globals';
import { reactionsTo } from './testing/happened.js';
import { whenStoreRegistered } from './when-store-registered.js';

const card = { menuName: 'pizza3', menuType: 'pizza', description: '', price: 15000, ...PLAIN_CARD };
const menu = (menuId: number, more: Partial<OfferedMenu> = {}): OfferedMenu => ({
  ...{ ...card, menuId, revision: 3, offerToAll: 5, except: [], active: true, audience: 'all' },
  ...more,
});
const registered = {
  type: 'StoreRegistered',
  data: { storeId: 2004, storeName: 'New', address: '', timezone: 'UTC' },
} as const;

test('a new store receives the newest offer of every active menu that is offered to all', async () => {
  const offeredMenus = [
    menu(1),
    menu(2, { active: false }),
    menu(3, { offerToAll: null, audience: [2001] }),
    menu(4, { except: [2004] }),
    menu(5, { except: [2001], offerToAll: 9 }),
  ];
  const receive = (menuId: number, offer: number) => ({
    do: 'storeMenu',
    storeId: 2004,
    menuId,
    command: { type: 'ReceiveOffer', storeId: 2004, menuId, offer, revision: 3, ...card },
  });
  expect(await reactionsTo(whenStoreRegistered, registered, { offeredMenus })).toEqual([receive(1, 5), receive(5, 9)]);
});

test('while nothing is offered there is nothing to receive', async () => {
  expect(await reactionsTo(whenStoreRegistered, registered, { offeredMenus: [] })).toEqual([]);
});
