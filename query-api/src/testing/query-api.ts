import type {
  AdminMenu,
  BoardOrder,
  CartView,
  EventRun,
  MenuSalesDay,
  OrderTrack,
  PaymentView,
  Receipt,
  SalesDay,
  SlotsDay,
  StoreMenuView,
  StoreView,
} from '@doremi/domain';
import { personalDataInMemory } from '@doremi/personal-data/testing';
import type { Past } from '../as-of.js';
import { MemoryLiveReader } from './memory-live-reader.js';
import { MemoryReader } from './memory-reader.js';
import { serve } from './serve.js';

/** Every route over read models in memory. */
export const startQueryApi = (past?: Past) => {
  const models = {
    menus: new MemoryLiveReader<AdminMenu>(),
    storeMenus: new MemoryLiveReader<StoreMenuView>(),
    stores: new MemoryLiveReader<StoreView>(),
    carts: new MemoryLiveReader<CartView>(),
    payments: new MemoryLiveReader<PaymentView>(),
    board: new MemoryLiveReader<BoardOrder>(),
    tracking: new MemoryLiveReader<OrderTrack>(),
    sales: new MemoryLiveReader<SalesDay>(),
    slots: new MemoryReader<SlotsDay>(),
    menuSales: new MemoryReader<MenuSalesDay>(),
    events: new MemoryReader<EventRun>(),
    receipts: new MemoryReader<Receipt>(),
  };
  const { personal, store: keys } = personalDataInMemory({ keepFor: 0, awayFor: 0 });
  return { models, personal, keys, ...serve(models, personal, past) };
};

export type QueryApi = ReturnType<typeof startQueryApi>;
