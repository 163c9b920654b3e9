import { orderStream, storeStream } from '@doremi/domain';
import type { Aggregates } from '../aggregates.js';

/** How long the order's store says that it takes, where nobody says it of this order; minutes. */
export const preparationMinutes = async (
  { orders, stores }: Pick<Aggregates, 'orders' | 'stores'>,
  orderId: number,
): Promise<number> => {
  const { state: order } = await orders.known(orderStream(orderId));
  const { state: store } = await stores.load(storeStream(order.storeId));
  return store.settings.preparationMinutes;
};
