import { join } from 'node:path';
import { MongoClient, type Db } from 'mongodb';
import { Processes } from '../quick/processes.js';
import { Rebuilds } from './rebuilds.js';
import { namedEngines } from '@doremi/start';
import { appendHistory, writeHistory } from './write-history.js';

/** The worker is ready once every read model is built. Milliseconds. */
const BUILT_WITHIN = 30 * 60_000;

/** A system of its own that has a history: its engines and its worker, every read model built once. */
export interface System {
  readonly events: number;
  readonly processes: Processes;
  readonly eventStoreUrl: string;
  readonly mongodbUrl: string;
  readonly database: Db;
  readonly rebuilds: Rebuilds;
  /** The worker in a new process, with these settings besides. */
  readonly restartWorker: (settings?: Readonly<Record<string, string>>) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** As the worker has it: a name of its own on a MongoDB that is named, else the usual one. */
const adminDatabaseOf = (processes: Processes): string =>
  /\/([^/?]+)(\?.*)?$/.exec(processes.engine('MONGODB_ADMIN_URL'))?.[1] ?? 'doremi_admin';

/** Former builds go as soon as they may, so that one measurement leaves no work to the next. */
export const openSystem = async (events: number): Promise<System> => {
  const processes = new Processes({ RETIRE_AFTER: '0' }, BUILT_WITHIN);
  try {
    const named = namedEngines(process.env).EVENTSTORE_URL;
    const written = named
      ? await appendHistory(named, events)
      : await writeHistory(join(processes.folder, 'eventstore'), events);
    await processes.startEngines('eventstore', 'mongo', 'redis');
    const mongodbUrl = processes.engine('MONGODB_URL');
    const client = new MongoClient(mongodbUrl);
    const database = client.db();
    const admin = client.db(adminDatabaseOf(processes));
    const rebuilds = new Rebuilds(database, admin);
    const startWorker = async (settings: Readonly<Record<string, string>> = {}): Promise<void> => {
      const { projections = 0 } = await processes.startServicesWith(settings, 'projections');
      rebuilds.port = projections;
    };
    await startWorker();
    return {
      events: written,
      processes,
      eventStoreUrl: processes.engine('EVENTSTORE_URL'),
      mongodbUrl,
      database,
      rebuilds,
      restartWorker: async (settings) => {
        await processes.stop('projections');
        await startWorker(settings);
      },
      close: async () => {
        await client.close();
        await processes.close();
      },
    };
  } catch (error) {
    await processes.close();
    throw error;
  }
};
