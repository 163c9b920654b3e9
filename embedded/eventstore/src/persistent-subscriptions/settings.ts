import type { CreateReq, UpdateReq } from '@eventstore/db-client/generated/persistent_pb.js';
import { invalidArgument, handlerFailed } from '../grpc/failures.js';

export type ConsumerStrategyName = 'DispatchToSingle' | 'RoundRobin' | 'Pinned';

/** How a group behaves. Times are in milliseconds. */
export interface GroupSettings {
  readonly resolveLinks: boolean;
  readonly extraStatistics: boolean;
  /** 0 waits for ever. */
  readonly messageTimeout: number;
  /** A message that is retried more often is parked. */
  readonly maxRetryCount: number;
  readonly checkpointAfter: number;
  readonly minCheckpointCount: number;
  readonly maxCheckpointCount: number;
  /** 0 is without limit. */
  readonly maxSubscriberCount: number;
  readonly liveBufferSize: number;
  readonly historyBufferSize: number;
  readonly readBatchSize: number;
  readonly strategy: ConsumerStrategyName;
}

/** In the order of the enum `ConsumerStrategy`. */
const STRATEGIES: readonly ConsumerStrategyName[] = ['DispatchToSingle', 'RoundRobin', 'Pinned'];
const TICKS_PER_MILLISECOND = 10_000;

type Settings = CreateReq.Settings | UpdateReq.Settings;

/** Reads the settings out of a request to create or update a group. */
export const groupSettings = (settings: Settings | undefined): GroupSettings => {
  if (!settings) throw handlerFailed();
  return {
    resolveLinks: settings.getResolveLinks(),
    extraStatistics: settings.getExtraStatistics(),
    messageTimeout: settings.hasMessageTimeoutTicks()
      ? Number(settings.getMessageTimeoutTicks()) / TICKS_PER_MILLISECOND
      : settings.getMessageTimeoutMs(),
    maxRetryCount: settings.getMaxRetryCount(),
    checkpointAfter: settings.hasCheckpointAfterTicks()
      ? Number(settings.getCheckpointAfterTicks()) / TICKS_PER_MILLISECOND
      : settings.getCheckpointAfterMs(),
    minCheckpointCount: settings.getMinCheckpointCount(),
    maxCheckpointCount: settings.getMaxCheckpointCount(),
    maxSubscriberCount: settings.getMaxSubscriberCount(),
    liveBufferSize: settings.getLiveBufferSize(),
    historyBufferSize: settings.getHistoryBufferSize(),
    readBatchSize: settings.getReadBatchSize(),
    strategy: strategyOf(settings),
  };
};

/** A newer client names the strategy; an older one numbers it. */
const strategyOf = (settings: Settings): ConsumerStrategyName => {
  const name = 'getConsumerStrategy' in settings ? settings.getConsumerStrategy() : '';
  const strategy = name
    ? STRATEGIES.find((known) => known === name)
    : STRATEGIES[settings.getNamedConsumerStrategy() as number];
  if (!strategy) throw invalidArgument(`'${name}' is not a supported consumer strategy`);
  return strategy;
};
