import type { KeyStore, PersonalData } from '@doremi/personal-data';
import { type EventStore, isRefusal } from '@doremi/event-sourcing';
import { type MoneyTerms, PLAIN_MONEY, unitOf } from '@doremi/domain';
import type { Route } from '@doremi/http';
import type { Ids } from './ids/id-sequence.js';
import type { MenuServiceProbe } from './cart/menu-service-probe.js';
import type { PaymentProvider } from './payment-provider/payment-provider.js';
import type { Aggregates } from './aggregates.js';
import { cartRoutes } from './cart/cart.routes.js';
import { fulfilmentRoutes } from './cart/fulfilment.routes.js';
import { orderAgainRoutes } from './cart/order-again.routes.js';
import { orderCartRoutes } from './cart/order-cart.routes.js';
import { customerRoutes } from './customer/customer.routes.js';
import { Erasing } from './customer/erasing.js';
import type { LogWatch } from './event-log/log-watch.js';
import { menuRoutes } from './menu/menu.routes.js';
import { orderRoutes } from './order/order.routes.js';
import { paymentRoutes } from './payment/payment.routes.js';
import type { GivenOut } from './checkout/checkout-run.js';
import { Sealing } from './personal/sealing.js';
import { checkoutProcess } from './checkout/checkout-process.js';
import { storeRoutes } from './store/store.routes.js';
import { storeMenuRoutes } from './store-menu/store-menu.routes.js';

/** What is personal, and the keys that it is erased with. */
export interface Personal {
  readonly personal: PersonalData;
  readonly store: KeyStore;
}

/** Every request that this service takes; its amounts are in the chain's currency. */
export const routesOn = (
  aggregates: Aggregates,
  eventStore: EventStore,
  ids: Ids,
  provider: PaymentProvider,
  menuServiceProbe: MenuServiceProbe,
  { personal, store: keys }: Personal,
  money: MoneyTerms = PLAIN_MONEY,
  givenOut: GivenOut = () => 0,
): Route[] => {
  const sealing = new Sealing(personal, aggregates.customers);
  return [
    ...menuRoutes(aggregates, eventStore, ids.menus),
    ...storeRoutes(aggregates),
    ...storeMenuRoutes(aggregates),
    ...cartRoutes(aggregates, eventStore, ids.carts, menuServiceProbe, personal),
    ...fulfilmentRoutes(aggregates, sealing),
    ...orderCartRoutes(aggregates, provider, checkoutProcess(aggregates, provider, givenOut), sealing, money),
    ...orderAgainRoutes(aggregates, eventStore, ids.carts, menuServiceProbe),
    ...paymentRoutes(aggregates),
    ...orderRoutes(aggregates, personal),
    ...customerRoutes(aggregates, new Erasing(aggregates, keys)),
  ].map((route) => ({ ...route, unit: unitOf(money.currency) }));
};

/** The same routes, whose answers say of which generation of the log their positions are. */
export const inGeneration = (routes: readonly Route[], log: Pick<LogWatch, 'generation'>): Route[] =>
  routes.map((route) => ({
    ...route,
    handle: async (asked) => {
      const answer = await route.handle(asked);
      return isRefusal(answer) ? answer : { ...answer, generation: log.generation };
    },
  }));
