import type { StoreView } from '@doremi/domain';
import type { Reader } from './read-models.js';

/** The stores that these belong to, as far as they are known. */
export const storesOf = async (
  stores: Pick<Reader<StoreView>, 'find'>,
  owned: readonly { readonly storeId: number }[],
): Promise<readonly StoreView[]> => {
  const storeIds = [...new Set(owned.map(({ storeId }) => storeId))];
  return storeIds.length > 0 ? stores.find({ where: { storeId: { $in: storeIds } } }) : [];
};
