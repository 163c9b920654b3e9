import { allOf, answered, api, type Schema } from '../api/client.js';
import { type Read, useRead } from '../api/use-read.js';

export type Store = Schema<'StoreView'>;

/** Whether it is known what stores are called, or that it can't be: before that a table of them would move as it comes. */
export const areNamed = ({ data, problem }: Read<readonly Store[]>): boolean =>
  data.value !== undefined || problem.value !== null;

/** The stores, by their numbers. */
export const useStores = (): Read<readonly Store[]> =>
  useRead('stores', async () => {
    const stores = await allOf((cursor) =>
      answered(api.GET('/stores', { params: { query: { limit: 200, ...(cursor !== undefined && { cursor }) } } })),
    );
    return stores.sort((a, b) => a.storeId - b.storeId);
  });
