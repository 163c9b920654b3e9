import { EventStoreConnection, eventStoreOn, groupBacklogsOn, parkedDeliveriesOn } from '@doremi/event-store';
import { upcast } from '@doremi/domain';
import { connectMongo, openReadSide } from '@doremi/read-models';
import { openPersonalData } from '@doremi/personal-data';
import { connectRedis } from '@doremi/redis';
import { mount, mountOperator } from '@doremi/http';
import { asItsBreaker, numberSetting, runProcess, watchKeys } from '@doremi/process';
import {
  aggregatesOn,
  checkoutProcess,
  countCommands,
  countPassedOver,
  countSnapshots,
  Erasing,
  fenced,
  fencedSnapshots,
  forgetAll,
  httpPaymentProvider,
  httpProviderLedger,
  LogWatch,
  measureAppends,
  measureProvider,
  probeMenuService,
  showBreakers,
  SNAPSHOT_EVERY,
} from '@doremi/command-api';
import { keepErasures } from './erasures.js';
import { showErasures } from './metrics/erasures.metrics.js';
import { showOpenWork } from './metrics/open-work.metrics.js';
import { countPolicies } from './metrics/policies.js';
import { reconciling } from './reconcile/reconciliation.js';
import { InHand } from './open-work/in-hand.js';
import { openWorkIn } from './open-work/open-work.js';
import { policies } from './policies.js';
import { handleDeliveries, reactTo } from './policy-runner.js';
import { listsFrom } from './policy-lists.js';
import { operatorRoutes } from './operator.routes.js';
import { parkedDeliveriesOf } from './parked-deliveries.js';
import { reacting } from './execute-reaction.js';
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
    const store = eventStoreOn(connection);
    const engine = measureAppends(store, metrics);
    const mongo = connectMongo(settings.mongodbUrl, { adminUrl: settings.mongodbAdminUrl });
    const redis = connectRedis(settings.redisUrl);
    const logWatch = new LogWatch({ store: engine, redis, afterRestore: settings.afterRestore, log, signal });
    const eventStore = fenced(engine, logWatch);
    const readSide = openReadSide(mongo, redis);
    const paymentProvider = httpPaymentProvider(settings.paymentProviderUrl);
    const provider = measureProvider(paymentProvider, metrics);
    const menuServiceProbe = probeMenuService(settings.queryApiUrl);
    const snapshots = {
      store: fencedSnapshots(store, logWatch),
      every: numberSetting(process.env, 'SNAPSHOT_EVERY', SNAPSHOT_EVERY),
      observe: countSnapshots(metrics, log),
    };
    const aggregates = aggregatesOn(eventStore, countCommands(metrics), countPassedOver(metrics), snapshots);
    logWatch.onChange(() => forgetAll(aggregates));
    const breakers = { 'menu-service': menuServiceProbe, 'payment-provider': paymentProvider };
    showBreakers(metrics, breakers);
    const react = reacting(
      aggregates,
      provider,
      menuServiceProbe,
      checkoutProcess(aggregates, provider, (stream) => logWatch.numberGivenOut(stream)),
    );
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
    const { store: keys, wrapping } = openPersonalData({
      ...{ url: settings.mongodbKeysUrl, keys: settings.personalDataKeys },
      ...watchKeys(metrics, log),
      signal,
    });
    const erasing = new Erasing(aggregates, keys);
    const erasures = showErasures(metrics);
    const onOtherLog = (listener: () => void): void => logWatch.onChange(listener);
    const inHand = new InHand();
    const work = {
      policies: policies.map(({ name }) => name),
      openWork: openWorkIn(readSide),
      backlogOf: groupBacklogsOn(connection),
      inHand,
      erasures: erasures.seen,
    };
    const working = Promise.all([
      handleDeliveries({ eventStore: inHand.watching(eventStore), policies, listsFor, react, counts, log, signal }),
      sweep({ aggregates, readSide, menuServiceProbe, react, cartTtl, see, cameRound, log, signal }),
      keepErasures({ eventStore, erasing, keys, wrapping, onOtherLog, see: erasures.see, log, signal }),
    ]);
    return {
      app: (app) => {
        mountOperator(app, operatorRoutes(parked, work, reconcile, mayApply, log), (error) =>
          log.error({ err: error }, 'fault'),
        );
        mount(app, []);
      },
      ready: async () => logWatch.readiness(await readinessOf({ eventStore, mongo, parked })),
      breakers,
      engines: {
        eventstore: () => eventStore.ping(),
        mongodb: () => mongo.ping(),
        redis: () => redis.ping(),
        keys: () => keys.ping(),
        'payment-provider': asItsBreaker(paymentProvider),
      },
      stop: async () => {
        await working;
        readSide.close();
        await Promise.all([eventStore.close(), mongo.close(), redis.close(), keys.close()]);
      },
    };
  },
);
