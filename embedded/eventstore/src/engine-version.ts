/**
 * The engines that the stand-in can answer as: EventStoreDB 24.2 and KurrentDB 25.0. `lenient` is 24.2 without the checkpoint
 * at the end of a short log: the read models take that for a place in the log.
 */
export const ENGINE_VERSIONS = ['24.2', '25.0', 'lenient'] as const;

export type EngineVersion = (typeof ENGINE_VERSIONS)[number];

export const DEFAULT_ENGINE: EngineVersion = 'lenient';
