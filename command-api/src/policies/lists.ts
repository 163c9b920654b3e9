import { EngineUnavailable } from '@doremi/shared/engines/event-store';
import type { Reader } from '@doremi/shared/engines/read-side/reader';
import type { ReadSide } from '@doremi/shared/engines/read-side/read-side';
import type { Position } from '@doremi/shared/kernel/position';
import { offeredMenusModel } from '@doremi/shared/read-models/offered-menus';
import { storesModel } from '@doremi/shared/read-models/stores';
import type { Lists } from './policy.js';

/** How long a list may take to get as far as the event; then it is tried again later. Milliseconds. */
const CATCH_UP_WITHIN = 5_000;

/** The policies' lists from the read side, each at least as far as the event that asks. */
export const listsFrom = (readSide: ReadSide): ((event: { readonly position: Position }) => Lists) => {
  const stores = readSide.readModel(storesModel);
  const offered = readSide.readModel(offeredMenusModel);
  return ({ position }) => ({
    // The list may be further than the event, which comes again at any time: later stores were never spoken to.
    storeIds: async () =>
      (await all(stores, position)).filter(({ since }) => since < position).map(({ storeId }) => storeId),
    offeredMenus: async () => all(offered, position),
  });
};

const all = async <Document extends object>(reader: Reader<Document>, position: Position): Promise<Document[]> => {
  if (!(await reader.waitFor(position, CATCH_UP_WITHIN))) throw new EngineUnavailable('a list is behind the event');
  return reader.find();
};
