import { useEffect } from 'preact/hooks';
import type { Read } from '../api/use-read.js';
import type { LiveEvent } from './live-events.js';
import { useLive } from './use-live.js';

/** Reads again what was read of stores as one of them changes, or only that one. */
export const useToldStores = (read: Pick<Read<unknown>, 'reload'>, only?: number): void => {
  const live = useLive<LiveEvent>('stores', {
    onDocument: ({ storeId }, isNews) => {
      if (isNews && (only ?? storeId) === storeId) void read.reload();
    },
  });
  const isCurrent = live.isCurrent.value;
  useEffect(() => {
    // What was read may be of before it was listened.
    if (isCurrent) void read.reload();
  }, [isCurrent]);
};
