import { afterEach, beforeEach } from '@jest/globals';
import { readModelsOnMongo } from '../../engines/read-side/testing/read-models-on-mongo.js';
import { EngineBench } from './engine-bench.js';

/** A bench that is new for each test. */
export class Bench extends EngineBench {
  constructor() {
    super(readModelsOnMongo);
    beforeEach(() => this.setUp());
    afterEach(() => this.tearDown());
  }
}
