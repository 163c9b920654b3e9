/** The engines that the stand-in can answer as: EventStoreDB 24.2 and KurrentDB 25.0. */
export const ENGINE_VERSIONS = ['24.2', '25.0'] as const;

export type EngineVersion = (typeof ENGINE_VERSIONS)[number];

export const DEFAULT_ENGINE: EngineVersion = '24.2';
