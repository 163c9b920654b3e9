export { foldKey } from './fold-batch.js';
export { handlerOf, keyOf, typesOf } from './any-projection.js';
export { EngineBench } from './testing/engine-bench.js';
export { MemoryLog } from './testing/memory-log.js';
export { memoryReadModels } from './testing/memory-read-models.js';
export { runWorker, type RunningWorker } from './testing/running-worker.js';
export { added, poisoned, tallyModel, tallyProjection } from './testing/tally.js';
export { until } from './testing/until.js';
