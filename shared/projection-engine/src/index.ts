export { projectionEngine, type ProjectionEngine, type ProjectionEngineOptions } from './engine.js';
export { ENGINE_DEFAULTS } from './options.js';
export type { AnyProjection } from './any-projection.js';
export type { ProjectionStatus } from './status.js';
export type { BuildOutcome } from './build-operations.js';
export type { LogAcceptance } from './log-acceptance.js';
export type { Comparison } from './compare.js';
export type { VerifyLine } from './verify.js';
