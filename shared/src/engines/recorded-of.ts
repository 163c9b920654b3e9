import type { AllStreamResolvedEvent, ResolvedEvent } from '@eventstore/db-client';
import { upcast } from '../events/upcast.js';
import { positionOf } from '../kernel/position.js';
import type { EventMetadata, Recorded } from '../kernel/recorded.js';

/**
 * The client's event as ours, in its newest shape; null where there is none to see (a link to a deleted event)
 * or it is not JSON of ours.
 */
export const recordedOf = ({ event, commitPosition }: ResolvedEvent | AllStreamResolvedEvent): Recorded | null => {
  const metadata = event?.metadata as Partial<EventMetadata> | undefined;
  if (!event?.isJson || !isOurs(metadata)) return null;
  const commit = event.position?.commit ?? commitPosition ?? 0n;
  const { type, data } = upcast(event.type, metadata.schemaVersion, event.data as Record<string, unknown>);
  return {
    type,
    data,
    id: event.id,
    stream: event.streamId,
    revision: Number(event.revision),
    position: positionOf(commit, event.position?.prepare ?? commit),
    metadata,
  };
};

/** An event that something else wrote into the same store has not what every event of ours carries. */
const isOurs = (metadata: Partial<EventMetadata> | undefined): metadata is EventMetadata =>
  typeof metadata?.commandId === 'string' && typeof metadata.schemaVersion === 'number';
