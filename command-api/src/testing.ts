export { add, confirm, create, order, reopen } from './cart/testing/cart.samples.js';
export { orderedCarts } from './checkout/testing/ordered-carts.js';
export { around } from './command-handler/testing/around.js';
export { keyed, once } from './command-handler/testing/counter.js';
export { idsOn } from './ids/id-sequence.js';
export { seriesOf } from './metrics/testing/series.js';
export { openRefunds } from './payment/payment.decider.js';
export {
  adoptCharge,
  approve,
  decline,
  failed,
  PAID,
  refund,
  refunded,
  request,
  unknown,
} from './payment/testing/payment.samples.js';
export { routesOn } from './routes.js';
export { type Answered, type Ask, askOf } from './testing/ask.js';
export { Died, dyingAt } from './testing/dying-at.js';
export { MemoryEventStore } from './testing/memory-event-store.js';
export { ScriptedMenuServiceProbe, withSlowServer } from './testing/menu-service-probes.js';
export { noRedis } from './testing/no-redis.js';
export { PaymentProviderInMemory } from './testing/payment-provider-in-memory.js';
export { type HttpPaymentProviderGiven, withPaymentProvider } from './testing/payment-provider.js';
