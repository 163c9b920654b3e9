import type { AllStreamResolvedEvent, ResolvedEvent } from '@eventstore/db-client';
import {
  type EventActor,
  type EventMetadata,
  type Position,
  positionOf,
  type Recorded,
  type Upcast,
} from '@doremi/event-sourcing';

/** An event as any client reads it. */
export interface RawEvent {
  readonly id: string;
  readonly streamId: string;
  readonly type: string;
  readonly revision: bigint;
  readonly isJson: boolean;
  /** Parsed, where it is JSON. */
  readonly data: unknown;
  readonly metadata: unknown;
  /** Absent where the client does not know it to the millisecond. */
  readonly created?: Date;
}

/** An event says nothing of its time, and the client does not know it exactly. */
export class CreatedUnknown extends Error {}

/**
 * What the official client read as ours, in its newest shape; null where there is none to see (a link to a deleted event)
 * or it is not JSON of ours.
 */
export const recordedOf = (
  { event, commitPosition }: ResolvedEvent | AllStreamResolvedEvent,
  upcast: Upcast,
): Recorded | null => {
  if (!event) return null;
  const commit = event.position?.commit ?? commitPosition ?? 0n;
  return recordedAt(positionOf(commit, event.position?.prepare ?? commit), event, upcast);
};

/**
 * An event as ours, in its newest shape; null where it is not JSON of ours. One of a newer version than this release knows
 * comes as it is. Throws CreatedUnknown.
 */
export const recordedAt = (position: Position, event: RawEvent, upcast: Upcast): Recorded | null => {
  const metadata = event.metadata as Partial<EventMetadata> | null | undefined;
  if (!event.isJson || !isOurs(metadata)) return null;
  const { type, data } = upcast(event.type, metadata.schemaVersion, event.data as Record<string, unknown>);
  return {
    type,
    data,
    id: event.id,
    stream: event.streamId,
    revision: Number(event.revision),
    position,
    metadata: readable(metadata, event),
  };
};

type Claimed = Partial<EventMetadata> & Pick<EventMetadata, 'commandId' | 'schemaVersion'>;

/** An event that something else wrote into the same store has not what every event of ours carries. */
const isOurs = (metadata: Partial<EventMetadata> | null | undefined): metadata is Claimed =>
  typeof metadata?.commandId === 'string' &&
  Number.isSafeInteger(metadata.schemaVersion) &&
  Number(metadata.schemaVersion) >= 1;

/**
 * The metadata with every field as its type says. Ours is so; somebody who copies events, or writes them by hand, may leave
 * out what policies, metrics and logs rely on, and nothing that an event holds may bring a process down.
 */
const readable = (metadata: Claimed, event: RawEvent): EventMetadata =>
  isReadable(metadata) ? metadata : mended(metadata, event);

const isReadable = (metadata: Claimed): metadata is EventMetadata =>
  typeof metadata.$correlationId === 'string' &&
  typeof metadata.$causationId === 'string' &&
  isActor(metadata.actor) &&
  isTime(metadata.occurredAt) &&
  isTextOrAbsent(metadata.traceparent) &&
  isTextOrAbsent(metadata.requestHash);

const mended = (metadata: Claimed, { id, created }: RawEvent): EventMetadata => {
  const { $correlationId, $causationId, actor, occurredAt, traceparent, requestHash, ...rest } = metadata;
  return {
    ...rest,
    $correlationId: typeof $correlationId === 'string' ? $correlationId : id,
    $causationId: typeof $causationId === 'string' ? $causationId : id,
    actor: isActor(actor) ? actor : UNKNOWN,
    occurredAt: isTime(occurredAt) ? occurredAt : createdAt(created),
    ...(typeof traceparent === 'string' && { traceparent }),
    ...(typeof requestHash === 'string' && { requestHash }),
  };
};

const createdAt = (created: Date | undefined): string => {
  if (!created) throw new CreatedUnknown();
  return created.toISOString();
};

const isTextOrAbsent = (value: unknown): boolean => value === undefined || typeof value === 'string';

const isTime = (value: unknown): value is string => typeof value === 'string' && !Number.isNaN(Date.parse(value));

/** Where it is not said who asked, it was no person. */
const UNKNOWN: EventActor = { sub: 'system', roles: ['system'] };

const isActor = (value: unknown): value is EventActor => {
  const { sub, roles } = (value ?? {}) as Partial<EventActor>;
  return typeof sub === 'string' && Array.isArray(roles);
};
