import type { AllStreamResolvedEvent, ResolvedEvent } from '@eventstore/db-client';
import { type EventActor, type EventMetadata, positionOf, type Recorded, type Upcast } from '@doremi/event-sourcing';

type Event = NonNullable<ResolvedEvent['event']> | NonNullable<AllStreamResolvedEvent['event']>;

/**
 * The client's event as ours, in its newest shape; null where there is none to see (a link to a deleted event)
 * or it is not JSON of ours. One of a newer version than this release knows comes as it is.
 */
export const recordedOf = (
  { event, commitPosition }: ResolvedEvent | AllStreamResolvedEvent,
  upcast: Upcast,
): Recorded | null => {
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
    metadata: readable(metadata, event),
  };
};

type Claimed = Partial<EventMetadata> & Pick<EventMetadata, 'commandId' | 'schemaVersion'>;

/** An event that something else wrote into the same store has not what every event of ours carries. */
const isOurs = (metadata: Partial<EventMetadata> | undefined): metadata is Claimed =>
  typeof metadata?.commandId === 'string' &&
  Number.isSafeInteger(metadata.schemaVersion) &&
  Number(metadata.schemaVersion) >= 1;

/**
 * The metadata with every field as its type says. Ours is so; somebody who copies events, or writes them by hand, may leave
 * out what policies, metrics and logs rely on, and nothing that an event holds may bring a process down.
 */
const readable = (metadata: Claimed, { id, created }: Event): EventMetadata => {
  const { $correlationId, $causationId, actor, occurredAt, traceparent, requestHash, ...rest } = metadata;
  return {
    ...rest,
    $correlationId: typeof $correlationId === 'string' ? $correlationId : id,
    $causationId: typeof $causationId === 'string' ? $causationId : id,
    actor: isActor(actor) ? actor : UNKNOWN,
    occurredAt: isTime(occurredAt) ? occurredAt : created.toISOString(),
    ...(typeof traceparent === 'string' && { traceparent }),
    ...(typeof requestHash === 'string' && { requestHash }),
  };
};

const isTime = (value: unknown): value is string => typeof value === 'string' && !Number.isNaN(Date.parse(value));

/** Where it is not said who asked, it was no person. */
const UNKNOWN: EventActor = { sub: 'system', roles: ['system'] };

const isActor = (value: unknown): value is EventActor => {
  const { sub, roles } = (value ?? {}) as Partial<EventActor>;
  return typeof sub === 'string' && Array.isArray(roles);
};
