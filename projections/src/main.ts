import { randomUUID } from 'node:crypto';
import { connectEventStore } from '@doremi/shared/engines/event-store-db';
import { upcast } from '@doremi/shared/events/upcast';
import { connectMongo } from '@doremi/shared/engines/mongo';
import { connectRedis } from '@doremi/shared/engines/redis';
import { mountOperator } from '@doremi/shared/http/operator';
import { runProcess } from '@doremi/shared/process/run';
import { numberSetting } from '@doremi/shared/process/settings';
import { allProjections as projections } from './all.js';
import { comparing } from './engine/compare.js';
import { DEFAULTS } from './engine/engine-parts.js';
import { Herald } from './engine/herald.js';
import { metersOn } from './engine/meters.js';
import { StatusBoard } from './engine/status.js';
import { Worker } from './engine/worker.js';
import { writeAccess } from './engine/write-access.js';
import { verifying } from './engine/verify.js';
import { acceptLog } from './ops/accept-log.js';
import { knownIdsIn } from './ops/known-ids.js';
import { Operations } from './ops/operations.js';
import { parkedEventsOf } from './ops/parked.js';
import { readinessOf } from './ops/readiness.js';
import { opsRoutes } from './ops/ops.routes.js';

/** A heartbeat waits for a batch at most, and for an engine until that counts as away; milliseconds. */
const STUCK_AFTER = 120_000;

/** Events become read models. */
await runProcess(
  { name: 'projections', port: { variable: 'PROJECTIONS_PORT', fallback: 8085 } },
  ({ settings, log, metrics, liveness, signal }) => {
    const eventStore = connectEventStore(settings.eventstoreUrl, upcast);
    const mongo = connectMongo(settings.mongodbUrl, { adminUrl: settings.mongodbAdminUrl });
    const redis = connectRedis(settings.redisUrl);
    const readSide = writeAccess(mongo);
    const now = () => new Date();
    const board = new StatusBoard({ projections, readSide, store: eventStore, now, leaseMs: DEFAULTS.leaseMs });
    const lanesPerBuild = Math.max(1, numberSetting(process.env, 'LANES', DEFAULTS.lanesPerBuild));
    const retireAfterMs = numberSetting(process.env, 'RETIRE_AFTER', DEFAULTS.retireAfterMs / 1_000) * 1_000;
    const say = (message: string) => log.info(message);
    const worker = new Worker({
      ...DEFAULTS,
      id: process.env.WORKER_ID ?? randomUUID(),
      projections,
      store: eventStore,
      readSide,
      announcements: redis,
      herald: new Herald(redis),
      knownIds: knownIdsIn(mongo, readSide),
      meters: metersOn(
        metrics,
        () => board.look(),
        () => readSide.eventLog.read(),
      ),
      log: say,
      now,
      lanesPerBuild,
      retireAfterMs,
      cameRound: liveness.watch('worker', STUCK_AFTER).cameRound,
    });
    const running = worker.run(signal);
    const operator = { projections, readSide, store: eventStore, announcements: redis, lanesPerBuild, log: say, now };
    const wake = () => worker.wake();
    const routes = opsRoutes({
      board,
      eventLog: readSide.eventLog,
      acceptLog: (by) => acceptLog({ ...operator, wake }, by),
      operations: new Operations({ ...operator, wake }),
      parked: parkedEventsOf({ ...operator, wake }),
      verify: verifying(operator),
      compare: comparing(readSide),
    });
    return {
      app: (app) => mountOperator(app, routes, (error) => log.error({ err: error }, 'fault')),
      ready: () => readinessOf({ eventStore, mongo, eventLog: readSide.eventLog, board }),
      stop: async () => {
        await running;
        await Promise.all([eventStore.close(), mongo.close(), redis.close()]);
      },
    };
  },
);
