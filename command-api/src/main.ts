import { connectEventStore } from '@doremi/shared/engines/event-store-db';
import { connectRedis } from '@doremi/shared/engines/redis';
import { mount } from '@doremi/shared/http/mount';
import { runProcess, stateOf } from '@doremi/shared/process/run';
import { httpMenuService } from './adapters/menu-service.js';
import { httpPaymentProvider } from './adapters/payment-provider.js';
import { aggregatesOn } from './aggregates.js';
import { routesOn } from './routes.js';
import { seedStores } from './store/seed-stores.js';

/** Requests become commands, commands become events. */
await runProcess(
  { name: 'command-api', port: { variable: 'COMMAND_API_PORT', fallback: 8081 } },
  ({ settings, log, signal }) => {
    const eventStore = connectEventStore(settings.eventstoreUrl);
    const redis = connectRedis(settings.redisUrl);
    const provider = httpPaymentProvider(settings.paymentProviderUrl);
    const aggregates = aggregatesOn(eventStore);
    const seeding = seedStores(aggregates, process.env.SEED_STORES ?? '', log, signal);
    const routes = routesOn(aggregates, eventStore, redis, provider, httpMenuService(settings.queryApiUrl));
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
