import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import { readModelStore, type ReadModelStore } from '../read-model-store.js';
import { startMongoInMemory, type MongoInMemory } from './mongo-in-memory.js';

/** A read-model store in MongoDB for all tests of a file, or a new one `forEach` of them. */
export const withMongoStore = ({ forEach = false } = {}): (() => ReadModelStore) => {
  let engine: MongoInMemory;
  const [before, after] = forEach ? [beforeEach, afterEach] : [beforeAll, afterAll];
  before(async () => {
    engine = await startMongoInMemory();
  });
  after(() => engine.stop());
  return () => readModelStore(engine.mongo);
};
