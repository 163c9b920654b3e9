import { answered, api, type Schema } from '../api/client.js';
import { type Read, useRead } from '../api/use-read.js';
import { useToldStores } from '../live/use-told-stores.js';

/** The store as everybody sees it, read again as it is changed, by whomever. */
export const useStore = (storeId: number): Read<Schema<'StoreView'>> => {
  const read = useRead(`store ${storeId}`, () =>
    answered(api.GET('/stores/{storeId}', { params: { path: { storeId } } })),
  );
  useToldStores(read, storeId);
  return read;
};
