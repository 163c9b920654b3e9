import type {
  AdminMenu,
  BoardOrder,
  CartView,
  OrderTrack,
  PaymentView,
  Receipt,
  SalesDay,
  SlotsDay,
  StoreMenuView,
  StoreView,
} from '@doremi/domain';
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
    slots: new MemoryReader<SlotsDay>(),
    receipts: new MemoryReader<Receipt>(),
  };
  return { models, ...serve(models) };
};

export type QueryApi = ReturnType<typeof startQueryApi>;
