import { type EventStore, isRefusal } from '@doremi/event-sourcing';
import { type MoneyTerms, PLAIN_MONEY, unitOf } from '@doremi/domain';
import type { Route } from '@doremi/http';
import type { Ids } from './ids/id-sequence.js';
import type { MenuServiceProbe } from './cart/menu-service-probe.js';
import type { PaymentProvider } from './payment-provider/payment-provider.js';
import type { Aggregates } from './aggregates.js';
import { cartRoutes } from './cart/cart.routes.js';
import { orderCartRoutes } from './cart/order-cart.routes.js';
import type { LogWatch } from './event-log/log-watch.js';
import { menuRoutes } from './menu/menu.routes.js';
import { orderRoutes } from './order/order.routes.js';
import { paymentRoutes } from './payment/payment.routes.js';
import type { GivenOut } from './checkout/checkout-run.js';
import { checkoutProcess } from './checkout/checkout-process.js';
import { storeRoutes } from './store/store.routes.js';
import { storeMenuRoutes } from './store-menu/store-menu.routes.js';

/** Every request that this service takes; its amounts are in the chain's currency. */
export const routesOn = (
  aggregates: Aggregates,
  eventStore: EventStore,
  ids: Ids,
  provider: PaymentProvider,
  menuServiceProbe: MenuServiceProbe,
  money: MoneyTerms = PLAIN_MONEY,
  givenOut: GivenOut = () => 0,
): Route[] =>
  [
    ...menuRoutes(aggregates, eventStore, ids.menus),
    ...storeRoutes(aggregates),
    ...storeMenuRoutes(aggregates),
    ...cartRoutes(aggregates, eventStore, ids.carts, menuServiceProbe),
    ...orderCartRoutes(aggregates, provider, checkoutProcess(aggregates, provider, givenOut), money),
    ...paymentRoutes(aggregates),
    ...orderRoutes(aggregates),
  ].map((route) => ({ ...route, unit: unitOf(money.currency) }));

/** The same routes, whose answers say of which generation of the log their positions are. */
export const inGeneration = (routes: readonly Route[], log: Pick<LogWatch, 'generation'>): Route[] =>
  routes.map((route) => ({
    ...route,
    handle: async (asked) => {
      const answer = await route.handle(asked);
      return isRefusal(answer) ? answer : { ...answer, generation: log.generation };
    },
  }));
