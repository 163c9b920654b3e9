import { EngineUnavailable, type Place, type Position } from '@doremi/event-sourcing';
import type { Reader, ReadSide } from '@doremi/read-models';
import { offeredMenusModel, storesModel } from '@doremi/domain';
import type { Lists } from './policy.js';

/** How long a list may take to get as far as the event; then it is tried again later. Milliseconds. */
const CATCH_UP_WITHIN = 5_000;

/**
 * The policies' lists from the read side, each at least as far as the event that asks, and of the same log: while a list is
 * of a lost one, the event waits for it to be built anew.
 */
export const listsFrom = (
  readSide: Pick<ReadSide, 'readModel'>,
  log: { readonly generation: number },
): ((event: { readonly position: Position }) => Lists) => {
  const stores = readSide.readModel(storesModel);
  const offered = readSide.readModel(offeredMenusModel);
  return ({ position }) => {
    const place = { generation: log.generation, position };
    return {
      // The list may be further than the event, which comes again at any time: later stores were never spoken to.
      storeIds: async () =>
        (await all(stores, place)).filter(({ since }) => since < position).map(({ storeId }) => storeId),
      offeredMenus: async () => all(offered, place),
    };
  };
};

const all = async <Document extends object>(reader: Reader<Document>, place: Place): Promise<Document[]> => {
  if (!(await reader.waitFor(place, CATCH_UP_WITHIN))) throw new EngineUnavailable('a list is behind the event');
  return reader.find();
};
