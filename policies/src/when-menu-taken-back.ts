import type { MenuEvent } from '@doremi/domain';
import { policy, type Reaction } from './policy.js';

/** A deleted menu, or a withdrawn offer, is delisted at every store that it had been offered to. */
export const whenMenuTakenBack = policy<MenuEvent>({
  name: 'whenMenuTakenBack',
  whenever: {
    MenuDeleted: async ({ menuId, audience, reason }, lists, { revision }) => {
      const storeIds = audience === 'all' ? await lists.storeIds() : audience;
      return storeIds.map((storeId) => delisting(storeId, menuId, revision, reason));
    },
    MenuOfferWithdrawn: ({ menuId, storeIds }, _, { revision }) =>
      storeIds.map((storeId) => delisting(storeId, menuId, revision, 'OFFER_WITHDRAWN')),
  },
});

const delisting = (storeId: number, menuId: number, offer: number, reason: string): Reaction => ({
  do: 'storeMenu',
  storeId,
  menuId,
  command: { type: 'Delist', storeId, menuId, offer, reason },
});
