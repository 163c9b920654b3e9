import { modelId, type ReadModel } from '@doremi/event-sourcing';
import { type Mongo, reaching, type ReadModelStore } from '@doremi/read-models';
import {
  adminMenusModel,
  type BoardOrder,
  cartsModel,
  type Floors,
  orderBoardModel,
  paymentsModel,
  receiptsStream,
} from '@doremi/domain';

/** Where the ids of menus and carts are found; `orderId` is a cart's too. */
const MENUS: readonly (readonly [ReadModel, string])[] = [[adminMenusModel, 'menuId']];
const CARTS: readonly (readonly [ReadModel, string])[] = [
  [cartsModel, 'cartId'],
  [paymentsModel, 'cartId'],
  [orderBoardModel, 'orderId'],
];

/** How long ago an order was received at most whose number may be given out again: its business day may still be one. Milliseconds. */
const NUMBERED_WITHIN = 48 * 3_600_000;

/** The highest ids and numbers that the read models know, also of what is in no event any more; 0 where they know no id. */
export const knownIdsIn =
  (
    mongo: Mongo,
    { builds }: Pick<ReadModelStore, 'builds'>,
  ): (() => Promise<Floors & Readonly<Record<string, number>>>) =>
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
    const numbers: Record<ReturnType<typeof receiptsStream>, number> = {};
    const receivedAt = { $gte: new Date(Date.now() - NUMBERED_WITHIN).toISOString() };
    for (const { id, database } of kept.filter(({ model }) => model === modelId(orderBoardModel))) {
      const orders = mongo.database(database).collection<BoardOrder>(id).find({ receivedAt });
      for (const { storeId, businessDay, orderNumber } of await reaching(() => orders.toArray())) {
        const stream = receiptsStream(storeId, businessDay);
        if (orderNumber !== null) numbers[stream] = Math.max(numbers[stream] ?? 0, orderNumber);
      }
    }
    return { ...numbers, menu: await highestOf(MENUS), cart: await highestOf(CARTS) };
  };
