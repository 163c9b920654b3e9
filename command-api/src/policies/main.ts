import { connectEventStore } from '@doremi/shared/engines/event-store-db';
import { connectMongo } from '@doremi/shared/engines/mongo';
import { openReadSide } from '@doremi/shared/engines/read-side/read-side';
import { connectRedis } from '@doremi/shared/engines/redis';
import { mount } from '@doremi/shared/http/mount';
import { Counter } from '@doremi/shared/process/metrics';
import { runProcess, stateOf } from '@doremi/shared/process/run';
import { numberSetting } from '@doremi/shared/process/settings';
import { httpMenuService } from '../adapters/menu-service.js';
import { httpPaymentProvider } from '../adapters/payment-provider.js';
import { aggregatesOn } from '../aggregates.js';
import { settling } from '../payment/settle.js';
import { policies } from './all.js';
import { handleDeliveries } from './deliveries.js';
import { listsFrom } from './lists.js';
import { reacting } from './reacting.js';
import { sweep } from './sweep.js';

const DAY = 24 * 60 * 60;

/** Events become commands. */
await runProcess(
  { name: 'policies', port: { variable: 'POLICIES_PORT', fallback: 8084 } },
  ({ settings, log, metrics, signal }) => {
    const eventStore = connectEventStore(settings.eventstoreUrl);
    const mongo = connectMongo(settings.mongodbUrl, { adminUrl: settings.mongodbAdminUrl });
    const redis = connectRedis(settings.redisUrl);
    const readSide = openReadSide(mongo, redis);
    const provider = httpPaymentProvider(settings.paymentProviderUrl);
    const menuService = httpMenuService(settings.queryApiUrl);
    const aggregates = aggregatesOn(eventStore);
    const react = reacting(aggregates, provider, menuService, settling(aggregates, provider));
    const counter = (name: string, help: string, labelNames: string[] = []) =>
      new Counter({ name, help, labelNames, registers: [metrics] });
    const handled = counter('doremi_policies_handled_total', 'Events that policies reacted to', ['type']);
    const parked = counter('doremi_policies_parked_total', 'Events put aside after repeated faults', ['type']);
    const waited = counter('doremi_policies_retries_total', 'Times that a policy waited for an engine');
    const counts = {
      handled: (type: string) => handled.inc({ type }),
      parked: (type: string) => parked.inc({ type }),
      waited: () => waited.inc(),
    };
    const cartTtl = numberSetting(process.env, 'CART_TTL', DAY);
    const working = Promise.all([
      handleDeliveries({ eventStore, policies, listsFor: listsFrom(readSide), react, counts, log, signal }),
      sweep({ aggregates, readSide, menuService, react, cartTtl, log, signal }),
    ]);
    return {
      app: (app) => mount(app, []),
      ready: async () => {
        const parts = {
          eventstore: await stateOf(() => eventStore.ping()),
          mongodb: await stateOf(() => mongo.ping()),
        };
        return { ready: Object.values(parts).every((state) => state === 'up'), parts };
      },
      stop: async () => {
        await working;
        readSide.close();
        await Promise.all([eventStore.close(), mongo.close(), redis.close()]);
      },
    };
  },
);
