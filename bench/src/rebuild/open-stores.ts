import { menu, store, storeMenu } from '@doremi/command-api';
import { type Actor, menuStream, PLAIN_CARD, storeMenuStream, storeStream, SYSTEM } from '@doremi/domain';
import { Aggregate, type Scene } from './aggregate.js';

const STORES = 20;
const MENUS = 30;
const HEAD_OFFICE: Actor = { sub: 'head-office', roles: ['admin'] };

export interface OpenStore {
  readonly storeId: number;
  readonly owner: Actor;
  readonly menus: readonly { readonly menuId: number; readonly menuName: string; readonly unitPrice: number }[];
}

/** Stores that sell every menu, each at a price of its own. */
export const openStores = (scene: Scene): OpenStore[] => {
  const storeIds = Array.from({ length: STORES }, (_, index) => 2_001 + index);
  for (const storeId of storeIds)
    new Aggregate(scene, storeStream(storeId), store).do(
      { type: 'RegisterStore', storeId, storeName: `Doremi ${storeId}`, address: 'Mapo-gu 1', timezone: 'Asia/Seoul' },
      SYSTEM,
    );
  const cards = Array.from({ length: MENUS }, (_, index) => {
    const menuId = index + 1;
    const text = { menuName: `pizza ${menuId}`, menuType: 'pizza', description: 'thin crust' };
    const card = { ...text, price: 9_000 + index, ...PLAIN_CARD };
    const offered = new Aggregate(scene, menuStream(menuId), menu);
    offered.do({ type: 'RegisterMenu', menuId, audience: 'all', ...card }, HEAD_OFFICE);
    return { menuId, offer: 1, revision: 1, ...card };
  });
  return storeIds.map((storeId) => {
    const owner: Actor = { sub: `store-${storeId}`, roles: ['store'], storeId };
    const menus = cards.map(({ menuId, menuName, ...card }, index) => {
      const sold = new Aggregate(scene, storeMenuStream(storeId, menuId), storeMenu);
      const unitPrice = 10_000 + 500 * ((storeId + index) % 9);
      sold.do({ type: 'ReceiveOffer', storeId, menuId, menuName, ...card }, SYSTEM);
      sold.do({ type: 'ApproveMenu', revision: card.revision, price: unitPrice, by: owner.sub }, owner);
      return { menuId, menuName, unitPrice };
    });
    return { storeId, owner, menus };
  });
};
