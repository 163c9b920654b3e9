import { modelId } from '@doremi/shared/engines/read-side/build';
import { reaching, type Mongo } from '@doremi/shared/engines/mongo';
import type { Floors } from '@doremi/shared/events/log.events';
import type { ReadModel } from '@doremi/shared/kernel/projection';
import { adminMenusModel } from '@doremi/shared/read-models/admin-menus';
import { cartsModel } from '@doremi/shared/read-models/carts';
import { orderBoardModel } from '@doremi/shared/read-models/order-board';
import { paymentsModel } from '@doremi/shared/read-models/payments';
import type { ReadModelStore } from '@doremi/shared/engines/read-side/read-model-store';

/** Where the ids of menus and carts are found; `orderId` is a cart's too. */
const MENUS: readonly (readonly [ReadModel, string])[] = [[adminMenusModel, 'menuId']];
const CARTS: readonly (readonly [ReadModel, string])[] = [
  [cartsModel, 'cartId'],
  [paymentsModel, 'cartId'],
  [orderBoardModel, 'orderId'],
];

/** The highest ids that the read models know, also of what is in no event any more; 0 where they know none. */
export const knownIdsIn =
  (mongo: Mongo, { builds }: Pick<ReadModelStore, 'builds'>): (() => Promise<Readonly<Record<keyof Floors, number>>>) =>
  async () => {
    const kept = (await builds.list()).filter(({ state }) => state !== 'retired');
    const highest = async ([model, field]: readonly [ReadModel, string]): Promise<number> => {
      const found = await Promise.all(
        kept
          .filter((build) => build.model === modelId(model))
          .map(({ id, database }) => {
            const documents = mongo.database(database).collection<Readonly<Record<string, unknown>>>(id);
            return reaching(() =>
              documents
                .find({})
                .sort({ [field]: -1 })
                .limit(1)
                .next(),
            );
          }),
      );
      return Math.max(0, ...found.map((document) => Number(document?.[field] ?? 0)));
    };
    const highestOf = async (places: typeof MENUS) => Math.max(...(await Promise.all(places.map(highest))));
    return { menu: await highestOf(MENUS), cart: await highestOf(CARTS) };
  };
