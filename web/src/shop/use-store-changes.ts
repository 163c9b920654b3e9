import { useEffect } from 'preact/hooks';
import type { Read } from '../api/use-read.js';
import { useToldStores } from '../live/use-told-stores.js';
import type { Store } from './store-terms.js';
import { isOver } from './times.js';
import { useNow } from './use-now.js';

/** Reads again what was read of these stores as one of them changes, or opens or closes by the clock. */
export const useStoreChanges = (read: Pick<Read<unknown>, 'reload'>, stores: readonly Store[], only?: number): void => {
  useToldStores(read, only);
  const now = useNow();
  const due = stores.some((store) => isOver(store, now)) ? now : null;
  useEffect(() => {
    if (due !== null) void read.reload();
  }, [due]);
};
