import type { MenuEvent } from '@doremi/domain';
import { policy } from './policy.js';

/** Every store in the audience receives the offer; for "all", every store registered up to that event. */
export const whenMenuOffered = policy<MenuEvent>({
  name: 'whenMenuOffered',
  whenever: {
    MenuOffered: async ({ audience, except, ...card }, lists, { revision: offer }) => {
      const storeIds = audience === 'all' ? await lists.storeIds() : audience;
      return storeIds
        .filter((storeId) => !except.includes(storeId))
        .map((storeId) => ({
          do: 'storeMenu',
          storeId,
          menuId: card.menuId,
          command: { type: 'ReceiveOffer', storeId, offer, ...card },
        }));
    },
  },
});
