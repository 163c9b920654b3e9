import { connectEventStore } from '@doremi/shared/engines/event-store-db';
import { connectRedis } from '@doremi/shared/engines/redis';
import { cartStream, menuStream } from '@doremi/shared/events/streams';
import { mount } from '@doremi/shared/http/mount';
import { runProcess, stateOf } from '@doremi/shared/process/run';
import { idSequence } from './adapters/id-sequence.js';
import { httpPaymentProvider } from './adapters/payment-provider.js';
import { aggregatesOn } from './aggregates.js';
import { cartRoutes } from './cart/cart.routes.js';
import { orderCartRoutes } from './cart/order-cart.routes.js';
import { menuRoutes } from './menu/menu.routes.js';
import { orderRoutes } from './order/order.routes.js';
import { paymentRoutes } from './payment/payment.routes.js';
import { settling } from './payment/settle.js';
import { seedStores } from './store/seed-stores.js';
import { storeRoutes } from './store/store.routes.js';
import { storeMenuRoutes } from './store-menu/store-menu.routes.js';

/** Requests become commands, commands become events. */
await runProcess(
  { name: 'command-api', port: { variable: 'COMMAND_API_PORT', fallback: 8081 } },
  ({ settings, log, signal }) => {
    const eventStore = connectEventStore(settings.eventstoreUrl);
    const redis = connectRedis(settings.redisUrl);
    const provider = httpPaymentProvider(settings.paymentProviderUrl);
    const aggregates = aggregatesOn(eventStore);
    const menuIds = idSequence(redis, eventStore, 'ids:menu', menuStream);
    const cartIds = idSequence(redis, eventStore, 'ids:cart', cartStream);
    const seeding = seedStores(aggregates, process.env.SEED_STORES ?? '', log, signal);
    const routes = [
      ...menuRoutes(aggregates, eventStore, menuIds),
      ...storeRoutes(aggregates),
      ...storeMenuRoutes(aggregates),
      ...cartRoutes(aggregates, eventStore, cartIds),
      ...orderCartRoutes(aggregates, provider, settling(aggregates, provider)),
      ...paymentRoutes(aggregates),
      ...orderRoutes(aggregates),
    ];
    return {
      app: (app) => mount(app, routes, (error) => log.error({ err: error }, 'fault')),
      ready: async () => {
        const eventstore = await stateOf(() => eventStore.ping());
        const parts = { eventstore, seeding: seeding.state() };
        return { ready: Object.values(parts).every((state) => state === 'up'), parts };
      },
      stop: async () => {
        await seeding.ended;
        await Promise.all([eventStore.close(), redis.close()]);
      },
    };
  },
);
