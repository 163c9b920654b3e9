import { connectEventStore } from '@doremi/shared/engines/event-store-db';
import { connectRedis } from '@doremi/shared/engines/redis';
import { mount } from '@doremi/shared/http/mount';
import { runProcess, stateOf } from '@doremi/shared/process/run';
import { httpMenuService } from './adapters/menu-service.js';
import { httpPaymentProvider } from './adapters/payment-provider.js';
import { aggregatesOn } from './aggregates.js';
import { measureAppends } from './metrics/appends.js';
import { showBreakers } from './metrics/breakers.js';
import { measureProvider } from './metrics/charges.js';
import { countCommands } from './metrics/commands.js';
import { routesOn } from './routes.js';
import { seedStores } from './store/seed-stores.js';

/** Requests become commands, commands become events. */
await runProcess(
  { name: 'command-api', port: { variable: 'COMMAND_API_PORT', fallback: 8081 } },
  ({ settings, log, metrics, signal }) => {
    const eventStore = measureAppends(connectEventStore(settings.eventstoreUrl), metrics);
    const redis = connectRedis(settings.redisUrl);
    const cardCompany = httpPaymentProvider(settings.paymentProviderUrl);
    const provider = measureProvider(cardCompany, metrics);
    const menuService = httpMenuService(settings.queryApiUrl);
    showBreakers(metrics, { 'menu-service': menuService, 'payment-provider': cardCompany });
    const aggregates = aggregatesOn(eventStore, countCommands(metrics));
    const seeding = seedStores(aggregates, process.env.SEED_STORES ?? '', log, signal);
    const routes = routesOn(aggregates, eventStore, redis, provider, menuService);
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
