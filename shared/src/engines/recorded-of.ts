import type { AllStreamResolvedEvent, ResolvedEvent } from '@eventstore/db-client';
import { upcast } from '../events/upcast.js';
import { positionOf } from '../kernel/position.js';
import type { EventMetadata, Recorded } from '../kernel/recorded.js';

/**
 * The client's event as ours, in its newest shape; null where there is none to see (a link to a deleted event)
 * or it is not JSON of ours.
 */
export const recordedOf = ({ event, commitPosition }: ResolvedEvent | AllStreamResolvedEvent): Recorded | null => {
  if (!event?.isJson) return null;
  const metadata = event.metadata as unknown as EventMetadata;
  const commit = event.position?.commit ?? commitPosition ?? 0n;
  return {
    ...upcast(event.type, metadata.schemaVersion, event.data as Record<string, unknown>),
    id: event.id,
    stream: event.streamId,
    revision: Number(event.revision),
    position: positionOf(commit, event.position?.prepare ?? commit),
    metadata,
  };
};
