import type { EventStore } from '@doremi/shared/engines/event-store';
import type { CartEvent } from '@doremi/shared/events/cart.events';
import type { MenuEvent } from '@doremi/shared/events/menu.events';
import type { OrderEvent } from '@doremi/shared/events/order.events';
import type { PaymentEvent } from '@doremi/shared/events/payment.events';
import type { StoreEvent } from '@doremi/shared/events/store.events';
import type { StoreMenuEvent } from '@doremi/shared/events/store-menu.events';
import { cart, type Cart, type CartCommand } from './cart/cart.decider.js';
import { Aggregate, type Observe } from './handle/aggregate.js';
import type { PassedOver } from './handle/snapshot.js';
import { menu, type Menu, type MenuCommand } from './menu/menu.decider.js';
import { order, type Order, type OrderCommand } from './order/order.decider.js';
import { payment, type Payment, type PaymentCommand } from './payment/payment.decider.js';
import { store, type Store, type StoreCommand } from './store/store.decider.js';
import { storeMenu, type StoreMenu, type StoreMenuCommand } from './store-menu/store-menu.decider.js';

/** Every kind of aggregate, ready to handle commands. */
export interface Aggregates {
  readonly menus: Aggregate<Menu, MenuCommand, MenuEvent>;
  readonly stores: Aggregate<Store, StoreCommand, StoreEvent>;
  readonly storeMenus: Aggregate<StoreMenu, StoreMenuCommand, StoreMenuEvent>;
  readonly carts: Aggregate<Cart, CartCommand, CartEvent>;
  readonly payments: Aggregate<Payment, PaymentCommand, PaymentEvent>;
  readonly orders: Aggregate<Order, OrderCommand, OrderEvent>;
}

export const aggregatesOn = (eventStore: EventStore, observe?: Observe, passedOver?: PassedOver): Aggregates => ({
  menus: new Aggregate(eventStore, menu, observe, passedOver),
  stores: new Aggregate(eventStore, store, observe, passedOver),
  storeMenus: new Aggregate(eventStore, storeMenu, observe, passedOver),
  carts: new Aggregate(eventStore, cart, observe, passedOver),
  payments: new Aggregate(eventStore, payment, observe, passedOver),
  orders: new Aggregate(eventStore, order, observe, passedOver),
});

/** Lets go of all that is cached, because the log is not the one that it was read from. */
export const forgetAll = (aggregates: Aggregates): void => {
  for (const aggregate of Object.values(aggregates) as readonly Pick<Aggregates['menus'], 'forget'>[])
    aggregate.forget();
};
