import { persistentSubscriptionFailed } from '../grpc/failures.js';
import { ALL } from './group-definition.js';
import type { GroupDefinition } from './group-definition.js';

/** Throws what the engine answers to a group that cannot be; `lastPosition` is that of the last event in the log. */
export const checkDefinition = (definition: GroupDefinition, lastPosition: number): void => {
  const reason = fault(definition, lastPosition);
  if (reason) throw persistentSubscriptionFailed(definition.stream, definition.group, reason);
};

const fault = ({ stream, startFrom, settings }: GroupDefinition, lastPosition: number): string | undefined => {
  if (stream === ALL && typeof startFrom === 'number' && startFrom > lastPosition) {
    return 'Invalid Start From position: commit position must be less than or equal to the last commit position in the transaction file.';
  }
  if (settings.readBatchSize >= settings.historyBufferSize) {
    return "Specified argument was out of the range of valid values. (Parameter 'ReadBatchSize may not be greater than or equal to BufferSize')";
  }
  return undefined;
};
