import { connectMongo, openReadSide } from '@doremi/read-models';
import { openPersonalData } from '@doremi/personal-data';
import { connectRedis } from '@doremi/redis';
import { upcast } from '@doremi/domain';
import { EventStreams, mount } from '@doremi/http';
import { measureStreams, runProcess, stateOf, watchKeys } from '@doremi/process';
import { pastIn } from './as-of.js';
import { Disclosure } from './disclosure.js';
import { mountBusySwitch } from './busy-switch.js';
import { openReadModels } from './open-read-models.js';
import { openOnce } from './open-once.js';
import { queryRoutes } from './routes.js';

await runProcess({ name: 'query-api', port: { variable: 'QUERY_API_PORT', fallback: 8082 } }, (context) => {
  const { settings, log, metrics, signal } = context;
  const mongo = connectMongo(settings.mongodbUrl, { adminUrl: settings.mongodbAdminUrl });
  const redis = connectRedis(settings.redisUrl);
  const readSide = openReadSide(mongo, redis);
  const models = openReadModels(readSide);
  const keys = { url: settings.mongodbKeysUrl, keys: settings.personalDataKeys };
  const { personal, store: keyStore } = openPersonalData({ ...keys, ...watchKeys(metrics, log), signal });
  // It is asked for the past, and how it is: its client is loaded by whoever asks first; readiness does not wait for it.
  const history = openOnce(async () => {
    const { connectEventStore } = await import('@doremi/event-store');
    return connectEventStore(settings.eventstoreUrl, upcast);
  });
  const streams = new EventStreams();
  signal.addEventListener('abort', () => streams.end());
  measureStreams(metrics, streams);
  const onFault = (error: unknown): void => log.error({ err: error }, 'fault');
  /** Throws while a read model has no build that can be read. */
  const readModels = async (): Promise<void> => {
    await Promise.all(Object.values(models).map((model) => model.watermark()));
  };
  return {
    app: (app) => {
      if (process.env.BUSY_SWITCH === 'on') mountBusySwitch(app);
      mount(app, queryRoutes(models, pastIn(history.open), new Disclosure(personal), onFault), onFault, streams);
    },
    // Redis only makes news travel faster, so nothing waits for it.
    ready: async () => {
      const [mongodb, built] = await Promise.all([stateOf(mongo.ping), stateOf(readModels)]);
      return { ready: mongodb === 'up' && built === 'up', parts: { mongodb, 'read models': built } };
    },
    engines: {
      eventstore: async () => (await history.open()).ping(),
      mongodb: () => mongo.ping(),
      redis: () => redis.ping(),
      keys: () => keyStore.ping(),
    },
    stop: async () => {
      readSide.close();
      await Promise.all([
        mongo.close(),
        redis.close(),
        keyStore.close(),
        history.opened()?.then((store) => store.close()),
      ]);
    },
  };
});
