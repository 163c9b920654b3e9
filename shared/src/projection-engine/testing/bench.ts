import { afterEach, beforeEach } from '@jest/globals';
import type { ReadModelStore } from '../../engines/read-side/read-model-store.js';
import { announcementsInMemory } from '../../engines/read-side/testing/announcements-in-memory.js';
import type { MongoInMemory } from '../../engines/read-side/testing/mongo-in-memory.js';
import { readModelsOnMongo } from '../../engines/read-side/testing/read-models-on-mongo.js';
import { EngineBench } from './engine-bench.js';
import { memoryReadModels } from './memory-read-models.js';
import { memoryReads } from './memory-reads.js';

/** A bench with MongoDB that is new for each test. */
export class Bench extends EngineBench<MongoInMemory> {
  constructor() {
    super(readModelsOnMongo);
    beforeEach(() => this.setUp());
    afterEach(() => this.tearDown());
  }
}

/** The same on nothing but memory. */
export class MemoryBench extends EngineBench<{ readonly stop: () => Promise<void> }> {
  constructor() {
    super(() => {
      const readModels = memoryReadModels();
      return Promise.resolve({
        engine: { stop: () => Promise.resolve() },
        announcements: announcementsInMemory(),
        store: () => connectionTo(readModels),
        open: () => ({ readModel: (model) => memoryReads(readModels, model), close: () => undefined }),
      });
    });
    beforeEach(() => this.setUp());
    afterEach(() => this.tearDown());
  }
}

/** What a process calls, for tests that break its calls: the records behind it are everybody's. */
const connectionTo = (readModels: ReadModelStore): ReadModelStore => ({
  ...readModels,
  builds: { ...readModels.builds },
  partitions: { ...readModels.partitions },
  workers: { ...readModels.workers },
  eventLog: { ...readModels.eventLog },
  parkedEvents: { ...readModels.parkedEvents },
  skippedEvents: { ...readModels.skippedEvents },
});
