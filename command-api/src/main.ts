import { connectEventStore } from '@doremi/event-store';
import { upcast } from '@doremi/domain';
import { connectRedis } from '@doremi/redis';
import { openPersonalData } from '@doremi/personal-data';
import { mount } from '@doremi/http';
import {
  asItsBreaker,
  moneySettings,
  numberSetting,
  portSetting,
  type Readiness,
  runProcess,
  stateOf,
  storeIdsSetting,
  watchKeys,
} from '@doremi/process';
import { ChainCurrency, sellingIn } from './chain/chain-currency.js';
import { probeMenuService } from './cart/menu-service-probe.js';
import { idsOn } from './ids/id-sequence.js';
import { httpProviderLedger } from './payment-provider/provider-ledger.js';
import { httpPaymentProvider } from './payment-provider/payment-provider.js';
import { type Aggregates, aggregatesOn, forgetAll } from './aggregates.js';
import { SNAPSHOT_EVERY } from './command-handler/snapshots.js';
import { LogWatch } from './event-log/log-watch.js';
import { highWaterMarksOf } from './ids/high-water-marks.js';
import { fenced, fencedSnapshots } from './event-log/fenced-event-store.js';
import { measureAppends } from './metrics/appends.js';
import { showBreakers } from './metrics/breakers.js';
import { timeCalls } from './metrics/calls.js';
import { measureProvider } from './metrics/charges.js';
import { countCommands, countPassedOver } from './metrics/commands.js';
import { countSnapshots } from './metrics/snapshots.js';
import type { Open, Place } from './grpc/server.js';
import { Sealing } from './personal/sealing.js';
import { inGeneration, routesOn } from './routes.js';
import { seedStores } from './store/seed-stores.js';

/** Requests become commands, commands become events. */
await runProcess(
  { name: 'command-api', port: { variable: 'COMMAND_API_PORT', fallback: 8081 } },
  async ({ settings, log, metrics, signal, identify, admission }) => {
    const store = connectEventStore(settings.eventstoreUrl, upcast);
    const engine = measureAppends(store, metrics);
    const redis = connectRedis(settings.redisUrl);
    const logWatch = new LogWatch({ store: engine, redis, afterRestore: settings.afterRestore, log, signal });
    const money = moneySettings(process.env);
    const fencedStore = fenced(engine, logWatch);
    const chain = new ChainCurrency(fencedStore, money.currency);
    const eventStore = sellingIn(fencedStore, chain);
    void chain.untilFixed(signal).catch((error: unknown) => {
      log.fatal({ code: 'SETTING_INVALID', err: error }, 'this is another currency');
      process.exit(1);
    });
    const paymentProvider = httpPaymentProvider(settings.paymentProviderUrl);
    const provider = measureProvider(paymentProvider, metrics);
    const menuServiceProbe = probeMenuService(settings.queryApiUrl);
    const breakers = { 'menu-service': menuServiceProbe, 'payment-provider': paymentProvider };
    showBreakers(metrics, breakers);
    const keys = { url: settings.mongodbKeysUrl, keys: settings.personalDataKeys };
    const personal = openPersonalData({ ...keys, ...watchKeys(metrics, log), signal });
    const observe = timeCalls(metrics);
    const snapshots = {
      store: fencedSnapshots(store, logWatch),
      every: numberSetting(process.env, 'SNAPSHOT_EVERY', SNAPSHOT_EVERY),
      observe: countSnapshots(metrics, log),
    };
    const aggregates = aggregatesOn(eventStore, countCommands(metrics), countPassedOver(metrics), snapshots);
    logWatch.onChange(() => {
      forgetAll(aggregates);
      chain.forget();
    });
    const seeding = seedStores(aggregates, storeIdsSetting(process.env, 'SEED_STORES'), log, signal);
    const ids = idsOn(redis, eventStore, highWaterMarksOf(logWatch, httpProviderLedger(settings.paymentProviderUrl)));
    const givenOut = (stream: string): number => logWatch.numberGivenOut(stream);
    const routes = inGeneration(
      routesOn(aggregates, eventStore, ids, provider, menuServiceProbe, personal, money, givenOut),
      logWatch,
    );
    const onFault = (error: unknown): void => log.error({ err: error }, 'fault');
    const ready = async (): Promise<Readiness> => {
      const eventstore = await stateOf(() => eventStore.ping());
      const parts = { eventstore, currency: await stateOf(() => chain.isFixed()), seeding: seeding.state() };
      return logWatch.readiness({ ready: Object.values(parts).every((state) => state === 'up'), parts });
    };
    const grpc = process.env.COMMAND_API_GRPC_PORT
      ? await openGrpc(aggregates, new Sealing(personal.personal, aggregates.customers), {
          host: settings.host,
          port: portSetting(process.env, 'COMMAND_API_GRPC_PORT', 0),
          identify,
          admission,
          signal,
          ready,
          onFault,
          logWatch,
          observe,
        })
      : null;
    if (grpc) log.info(`gRPC on ${settings.host}:${grpc.port}`);
    return {
      app: (app) => mount(app, routes, onFault),
      ready,
      breakers,
      engines: {
        eventstore: () => eventStore.ping(),
        redis: () => redis.ping(),
        keys: () => personal.store.ping(),
        'payment-provider': asItsBreaker(paymentProvider),
      },
      close: async () => grpc?.close(),
      stop: async () => {
        await seeding.ended;
        await Promise.all([eventStore.close(), redis.close(), personal.store.close()]);
      },
    };
  },
);

/** Closed unless it is asked for, and not loaded before. */
async function openGrpc(aggregates: Aggregates, sealing: Sealing, place: Place): Promise<Open> {
  const [grpc, { orderGrpc }] = await Promise.all([import('./grpc/server.js'), import('./order/order.grpc.js')]);
  return grpc.openGrpc([orderGrpc(aggregates, sealing)], place);
}
