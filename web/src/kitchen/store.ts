import { useEffect } from 'preact/hooks';
import { answered, api } from '../api/client.js';
import { type Read, useRead } from '../api/use-read.js';
import type { Schema } from '../api/client.js';
import { useLive } from '../live/use-live.js';

type Store = Schema<'StoreView'>;

/** The store as everybody sees it, read again as it is changed, by whomever. */
export const useStore = (storeId: number): Read<Store> => {
  const read = useRead(`store ${storeId}`, () =>
    answered(api.GET('/stores/{storeId}', { params: { path: { storeId } } })),
  );
  const live = useLive<Store>('stores', {
    onDocument: (told, isNews) => {
      if (isNews && told.storeId === storeId) void read.reload();
    },
  });
  const isCurrent = live.isCurrent.value;
  useEffect(() => {
    // What was read may be of before it was listened.
    if (isCurrent) void read.reload();
  }, [isCurrent]);
  return read;
};
