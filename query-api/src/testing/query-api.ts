import type { AdminMenu } from '@doremi/shared/read-models/admin-menus';
import type { CartView } from '@doremi/shared/read-models/carts';
import type { BoardOrder } from '@doremi/shared/read-models/order-board';
import type { OrderTrack } from '@doremi/shared/read-models/order-tracking';
import type { PaymentView } from '@doremi/shared/read-models/payments';
import type { SalesDay } from '@doremi/shared/read-models/sales-by-day';
import type { StoreMenuView } from '@doremi/shared/read-models/store-menus';
import type { StoreView } from '@doremi/shared/read-models/stores';
import { MemoryLiveReader } from './memory-live-reader.js';
import { MemoryReader } from './memory-reader.js';
import { serve } from './serve.js';

/** Every route over read models in memory. */
export const startQueryApi = () => {
  const models = {
    menus: new MemoryReader<AdminMenu>(),
    storeMenus: new MemoryReader<StoreMenuView>(),
    stores: new MemoryReader<StoreView>(),
    carts: new MemoryReader<CartView>(),
    payments: new MemoryReader<PaymentView>(),
    board: new MemoryLiveReader<BoardOrder>(),
    tracking: new MemoryLiveReader<OrderTrack>(),
    sales: new MemoryReader<SalesDay>(),
  };
  return { models, ...serve(models) };
};

export type QueryApi = ReturnType<typeof startQueryApi>;
