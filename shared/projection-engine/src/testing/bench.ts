import { afterEach, beforeEach } from '@jest/globals';
import type { ReadModelStore } from '@doremi/read-models';
import { announcementsInMemory, type MongoInMemory, readModelsOnMongo } from '@doremi/read-models/testing';
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
