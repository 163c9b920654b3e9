import { eventStoreOn } from '@doremi/shared/engines/event-store-db';
import { upcast } from '@doremi/shared/events/upcast';
import { EventStoreConnection } from '@doremi/shared/engines/event-store-db/connection';
import { connectMongo } from '@doremi/shared/engines/mongo';
import { openReadSide } from '@doremi/shared/engines/read-side/read-side';
import { connectRedis } from '@doremi/shared/engines/redis';
import { parkedDeliveriesOn } from '@doremi/shared/engines/parked-deliveries';
import { mount } from '@doremi/shared/http/mount';
import { mountOperator } from '@doremi/shared/http/operator';
import { runProcess } from '@doremi/shared/process/run';
import { numberSetting } from '@doremi/shared/process/settings';
import { probeMenuService } from '@doremi/command-api/cart/menu-service-probe';
import { httpProviderLedger } from '@doremi/command-api/payment-provider/provider-ledger';
import { httpPaymentProvider } from '@doremi/command-api/payment-provider/payment-provider';
import { aggregatesOn, forgetAll } from '@doremi/command-api/aggregates';
import { LogWatch } from '@doremi/command-api/event-log/log-watch';
import { fenced } from '@doremi/command-api/event-log/fenced-event-store';
import { measureAppends } from '@doremi/command-api/metrics/appends';
import { showBreakers } from '@doremi/command-api/metrics/breakers';
import { measureProvider } from '@doremi/command-api/metrics/charges';
import { countCommands, countPassedOver } from '@doremi/command-api/metrics/commands';
import { checkoutProcess } from '@doremi/command-api/checkout/checkout-process';
import { showOpenWork } from './metrics/open-work.js';
import { countPolicies } from './metrics/policies.js';
import { reconciling } from './reconcile/reconciliation.js';
import { policies } from './policies.js';
import { handleDeliveries, reactTo } from './deliveries.js';
import { listsFrom } from './policy-lists.js';
import { operatorRoutes } from './operator.routes.js';
import { parkedDeliveriesOf } from './parked-deliveries.js';
import { reacting } from './reacting.js';
import { readinessOf } from './readiness.js';
import { sweep } from './sweep.js';

const DAY = 24 * 60 * 60;

/** Many times what one piece of open work may take; milliseconds. */
const SWEEP_STUCK_AFTER = 120_000;

/** Events become commands. */
await runProcess(
  { name: 'policies', port: { variable: 'POLICIES_PORT', fallback: 8084 } },
  ({ settings, log, metrics, liveness, signal }) => {
    const connection = new EventStoreConnection(settings.eventstoreUrl, upcast);
    const engine = measureAppends(eventStoreOn(connection), metrics);
    const mongo = connectMongo(settings.mongodbUrl, { adminUrl: settings.mongodbAdminUrl });
    const redis = connectRedis(settings.redisUrl);
    const logWatch = new LogWatch({ store: engine, redis, afterRestore: settings.afterRestore, log, signal });
    const eventStore = fenced(engine, logWatch);
    const readSide = openReadSide(mongo, redis);
    const paymentProvider = httpPaymentProvider(settings.paymentProviderUrl);
    const provider = measureProvider(paymentProvider, metrics);
    const menuServiceProbe = probeMenuService(settings.queryApiUrl);
    const aggregates = aggregatesOn(eventStore, countCommands(metrics), countPassedOver(metrics));
    logWatch.onChange(() => forgetAll(aggregates));
    showBreakers(metrics, { 'menu-service': menuServiceProbe, 'payment-provider': paymentProvider });
    const react = reacting(aggregates, provider, menuServiceProbe, checkoutProcess(aggregates, provider));
    const counts = countPolicies(metrics, policies);
    const cartTtl = numberSetting(process.env, 'CART_TTL', DAY);
    const listsFor = listsFrom(readSide, logWatch);
    const deliveries = parkedDeliveriesOn(connection);
    const parked = parkedDeliveriesOf({
      deliveries,
      policies,
      reactTo: (policy, event) => reactTo(policy, { listsFor, react }, event),
      log,
    });
    const ledger = httpProviderLedger(settings.paymentProviderUrl);
    // It may look at a log that nothing may be done on.
    const mayApply = () => logWatch.mustBeTheSame();
    const reconcile = reconciling({ eventStore: engine, provider, ledger, now: () => new Date(), mayApply });
    // A round asks the payment provider at most a page of times; each that is done counts as one.
    const { cameRound } = liveness.watch('sweep', SWEEP_STUCK_AFTER);
    const see = showOpenWork(metrics);
    const working = Promise.all([
      handleDeliveries({ eventStore, policies, listsFor, react, counts, log, signal }),
      sweep({ aggregates, readSide, menuServiceProbe, react, cartTtl, see, cameRound, log, signal }),
    ]);
    return {
      app: (app) => {
        mountOperator(app, operatorRoutes(parked, reconcile, mayApply, log), (error) =>
          log.error({ err: error }, 'fault'),
        );
        mount(app, []);
      },
      ready: async () => logWatch.readiness(await readinessOf({ eventStore, mongo, parked })),
      stop: async () => {
        await working;
        readSide.close();
        await Promise.all([eventStore.close(), mongo.close(), redis.close()]);
      },
    };
  },
);
