import { randomUUID } from 'node:crypto';
import { connectEventStore } from '@doremi/event-store';
import type { EventLog } from '@doremi/event-sourcing';
import { currentVersionOf, expectKnownVersion, type Floors, LOG_STREAM, upcast } from '@doremi/domain';
import { connectMongo, readModelStore } from '@doremi/read-models';
import { connectRedis } from '@doremi/redis';
import { mountOperator } from '@doremi/http';
import { numberSetting, runProcess, traceBatch } from '@doremi/process';
import { ENGINE_DEFAULTS, projectionEngine, type ProjectionEngine } from '@doremi/projection-engine';
import { allProjections as projections } from './all-projections.js';
import { EventLogAnnouncer } from './ops/announce-event-log.js';
import { knownIdsIn } from './ops/known-ids.js';
import { metricsOf } from './ops/metrics.js';
import { readinessOf } from './ops/readiness.js';
import { opsRoutes } from './ops/ops.routes.js';

/** A heartbeat waits for what is being written at most, and for an engine until that counts as away; milliseconds. */
const STUCK_AFTER = 120_000;

const MIB = 1024 * 1024;

/** Events become read models. */
await runProcess(
  { name: 'projections', port: { variable: 'PROJECTIONS_PORT', fallback: 8085 } },
  ({ settings, log, metrics, liveness, signal }) => {
    const eventStore = connectEventStore(settings.eventstoreUrl, upcast);
    const mongo = connectMongo(settings.mongodbUrl, { adminUrl: settings.mongodbAdminUrl });
    const redis = connectRedis(settings.redisUrl);
    const readModels = readModelStore(mongo);
    const announcer = new EventLogAnnouncer(redis);
    const { partitionsPerBuild, rebuildMemory, retireAfterMs } = ENGINE_DEFAULTS;
    const engine: ProjectionEngine = projectionEngine({
      id: process.env.WORKER_ID ?? randomUUID(),
      projections,
      store: eventStore,
      readModels,
      announcements: redis,
      partitionsPerBuild: Math.max(1, numberSetting(process.env, 'LANES', partitionsPerBuild)),
      rebuildCores: numberSetting(process.env, 'REBUILD_CPU', 0) / 100 || Infinity,
      rebuildMemory: numberSetting(process.env, 'REBUILD_MEMORY', rebuildMemory / MIB) * MIB,
      retireAfterMs: numberSetting(process.env, 'RETIRE_AFTER', retireAfterMs / 1_000) * 1_000,
      checkVersion: expectKnownVersion,
      floors: knownIdsIn(mongo, readModels),
      acceptances: { stream: LOG_STREAM, schemaVersion: currentVersionOf('LogAccepted') },
      observer: {
        ...metricsOf(
          metrics,
          () => engine.status(),
          () => engine.eventLog(),
        ),
        projected: (events, startedAt) => traceBatch('project', events, startedAt),
        heartbeat: liveness.watch('worker', STUCK_AFTER).cameRound,
        eventLog: (known) => announcer.announce(known),
      },
      log: (message) => log.info(message),
    });
    const running = engine.run(signal);
    const board = { look: () => engine.status() };
    // Its floors are those that `floors` gives.
    const eventLog = { read: async () => (await engine.eventLog()) as EventLog<keyof Floors> };
    const { acceptLog, parked, verify, compare } = engine;
    const routes = opsRoutes({ board, eventLog, operations: engine, acceptLog, parked, verify, compare });
    return {
      app: (app) => mountOperator(app, routes, (error) => log.error({ err: error }, 'fault')),
      ready: () => readinessOf({ eventStore, mongo, eventLog, board }),
      engines: { eventstore: () => eventStore.ping(), mongodb: () => mongo.ping(), redis: () => redis.ping() },
      stop: async () => {
        await running;
        await Promise.all([eventStore.close(), mongo.close(), redis.close()]);
      },
    };
  },
);
