import type { EventStore } from '@doremi/shared/engines/event-store';
import type { Helper } from '@doremi/shared/engines/redis';
import { cartStream, menuStream } from '@doremi/shared/events/streams';
import type { Route } from '@doremi/shared/http/route';
import { idSequence } from './adapters/id-sequence.js';
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
  redis: Helper,
  provider: PaymentProvider,
  menuService: MenuService,
): Route[] => [
  ...menuRoutes(aggregates, eventStore, idSequence(redis, eventStore, 'ids:menu', menuStream)),
  ...storeRoutes(aggregates),
  ...storeMenuRoutes(aggregates),
  ...cartRoutes(aggregates, eventStore, idSequence(redis, eventStore, 'ids:cart', cartStream), menuService),
  ...orderCartRoutes(aggregates, provider, settling(aggregates, provider)),
  ...paymentRoutes(aggregates),
  ...orderRoutes(aggregates),
];
