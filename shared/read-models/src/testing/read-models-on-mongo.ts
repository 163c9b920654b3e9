import type { Announcements } from '@doremi/event-sourcing';
import { openReadSide, type ReadSide } from '../read-side.js';
import { readModelStore, type ReadModelStore } from '../read-model-store.js';
import { announcementsInMemory } from './announcements-in-memory.js';
import { startMongoInMemory, type MongoInMemory } from './mongo-in-memory.js';

/** Read models in two empty databases of a MongoDB, to be written and to be read. */
export interface ReadModelsOnMongo {
  readonly engine: MongoInMemory;
  readonly announcements: Announcements;
  readonly store: (now?: () => Date) => ReadModelStore;
  readonly open: (announcements: Announcements) => ReadSide;
}

export const readModelsOnMongo = async (): Promise<ReadModelsOnMongo> => {
  const engine = await startMongoInMemory();
  return {
    engine,
    announcements: announcementsInMemory(),
    store: (now) => readModelStore(engine.mongo, now),
    open: (announcements) => openReadSide(engine.mongo, announcements),
  };
};
