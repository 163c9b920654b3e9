import type { EventStore } from '@doremi/shared/engines/event-store';
import type { Route } from '@doremi/shared/http/route';
import type { Ids } from './adapters/ids.js';
import type { MenuService } from './adapters/menu-service.js';
import type { PaymentProvider } from './adapters/payment-provider.js';
import type { Aggregates } from './aggregates.js';
import { cartRoutes } from './cart/cart.routes.js';
import { orderCartRoutes } from './cart/order-cart.routes.js';
import { menuRoutes } from './menu/menu.routes.js';
import { orderRoutes } from './order/order.routes.js';
import { paymentRoutes } from './payment/payment.routes.js';
import { settling } from './payment/settle.js';
import { storeRoutes } from './store/store.routes.js';
import { storeMenuRoutes } from './store-menu/store-menu.routes.js';

/** Every request that this service takes. */
export const routesOn = (
  aggregates: Aggregates,
  eventStore: EventStore,
  ids: Ids,
  provider: PaymentProvider,
  menuService: MenuService,
): Route[] => [
  ...menuRoutes(aggregates, eventStore, ids.menus),
  ...storeRoutes(aggregates),
  ...storeMenuRoutes(aggregates),
  ...cartRoutes(aggregates, eventStore, ids.carts, menuService),
  ...orderCartRoutes(aggregates, provider, settling(aggregates, provider)),
  ...paymentRoutes(aggregates),
  ...orderRoutes(aggregates),
];
