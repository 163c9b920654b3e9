import { cardOf, type StoreEvent } from '@doremi/domain';
import { policy } from './policy.js';

/** A new store receives the offer of every active menu that is offered to all. */
export const whenStoreRegistered = policy<StoreEvent>({
  name: 'whenStoreRegistered',
  whenever: {
    StoreRegistered: async ({ storeId }, lists) => {
      const menus = await lists.offeredMenus();
      return menus.flatMap((menu) => {
        const { menuId, revision, offerToAll: offer, active, except } = menu;
        if (offer === null || !active || except.includes(storeId)) return [];
        return [
          {
            do: 'storeMenu',
            storeId,
            menuId,
            command: { type: 'ReceiveOffer', storeId, menuId, offer, revision, ...cardOf(menu) },
          },
        ];
      });
    },
  },
});
