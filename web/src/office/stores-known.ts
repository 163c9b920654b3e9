import { allOf, answered, api, type Schema } from '../api/client.js';
import { type Read, useRead } from '../api/use-read.js';

export type Store = Schema<'StoreView'>;

/** The stores, by their numbers. */
export const useStores = (): Read<readonly Store[]> =>
  useRead('stores', async () => {
    const stores = await allOf((cursor) =>
      answered(api.GET('/stores', { params: { query: { limit: 200, ...(cursor !== undefined && { cursor }) } } })),
    );
    return stores.sort((a, b) => a.storeId - b.storeId);
  });
