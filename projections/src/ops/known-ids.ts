import { modelId, type ReadModel } from '@doremi/event-sourcing';
import { type Mongo, reaching, type ReadModelStore } from '@doremi/read-models';
import { adminMenusModel, cartsModel, type Floors, orderBoardModel, paymentsModel } from '@doremi/domain';

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
