import type { EventStore } from '@doremi/event-sourcing';
import type {
  CartEvent,
  CustomerEvent,
  MenuEvent,
  OrderEvent,
  PaymentEvent,
  SlotEvent,
  ReceiptEvent,
  StoreEvent,
  StoreMenuEvent,
} from '@doremi/domain';
import { cart, type Cart, type CartCommand } from './cart/cart.decider.js';
import { CommandHandler, type Observe } from './command-handler/command-handler.js';
import type { PassedOver } from './command-handler/loaded-aggregate.js';
import { Snapshots, type SnapshotSettings } from './command-handler/snapshots.js';
import { customer, type Customer, type CustomerCommand } from './customer/customer.decider.js';
import { menu, type Menu, type MenuCommand } from './menu/menu.decider.js';
import { order, type Order, type OrderCommand } from './order/order.decider.js';
import { payment, type Payment, type PaymentCommand } from './payment/payment.decider.js';
import { type NumberReceipt, type Receipts, receipts } from './receipt/receipts.decider.js';
import { slots, type SlotCommand, type Slots } from './slots/slots.decider.js';
import { store, type Store, type StoreCommand } from './store/store.decider.js';
import { storeMenu, type StoreMenu, type StoreMenuCommand } from './store-menu/store-menu.decider.js';

/** Every kind of aggregate, ready to handle commands. */
export interface Aggregates {
  readonly menus: CommandHandler<Menu, MenuCommand, MenuEvent>;
  readonly stores: CommandHandler<Store, StoreCommand, StoreEvent>;
  readonly storeMenus: CommandHandler<StoreMenu, StoreMenuCommand, StoreMenuEvent>;
  readonly carts: CommandHandler<Cart, CartCommand, CartEvent>;
  readonly payments: CommandHandler<Payment, PaymentCommand, PaymentEvent>;
  readonly orders: CommandHandler<Order, OrderCommand, OrderEvent>;
  readonly customers: CommandHandler<Customer, CustomerCommand, CustomerEvent>;
  readonly receipts: CommandHandler<Receipts, NumberReceipt, ReceiptEvent>;
  readonly slots: CommandHandler<Slots, SlotCommand, SlotEvent>;
}

/** `snapshots` says how states are kept beside the streams; they are not where it is left out. */
export const aggregatesOn = (
  eventStore: EventStore,
  observe?: Observe,
  passedOver?: PassedOver,
  snapshots: SnapshotSettings | null = null,
): Aggregates => {
  const stored = snapshots && snapshots.every > 0 ? new Snapshots(snapshots) : null;
  return {
    menus: new CommandHandler(eventStore, menu, observe, passedOver, stored),
    stores: new CommandHandler(eventStore, store, observe, passedOver, stored),
    storeMenus: new CommandHandler(eventStore, storeMenu, observe, passedOver, stored),
    carts: new CommandHandler(eventStore, cart, observe, passedOver, stored),
    payments: new CommandHandler(eventStore, payment, observe, passedOver, stored),
    orders: new CommandHandler(eventStore, order, observe, passedOver, stored),
    slots: new CommandHandler(eventStore, slots, observe, passedOver, stored),
    customers: new CommandHandler(eventStore, customer, observe, passedOver, stored),
    receipts: new CommandHandler(eventStore, receipts, observe, passedOver, stored),
  };
};

/** Lets go of all that is cached, because the log is not the one that it was read from. */
export const forgetAll = (aggregates: Aggregates): void => {
  for (const aggregate of Object.values(aggregates) as readonly Pick<Aggregates['menus'], 'forget'>[])
    aggregate.forget();
};
