import { afterEach, beforeEach } from '@jest/globals';
import type { MongoInMemory } from '../../engines/read-side/testing/mongo-in-memory.js';
import { readModelsOnMongo } from '../../engines/read-side/testing/read-models-on-mongo.js';
import { EngineBench } from './engine-bench.js';

/** A bench that is new for each test. */
export class Bench extends EngineBench<MongoInMemory> {
  constructor() {
    super(readModelsOnMongo);
    beforeEach(() => this.setUp());
    afterEach(() => this.tearDown());
  }
}
