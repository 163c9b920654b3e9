import type { DomainEvent } from './decider.js';
import type { Position } from './position.js';

/** Who caused an event, by name and roles; which roles there are, and what else is known of them, the domain says. */
export interface EventActor {
  readonly sub: string;
  readonly roles: readonly string[];
}

/** What is written beside every event. The `$` keys are EventStoreDB's own, so its by-correlation projection works. */
export interface EventMetadata {
  readonly $correlationId: string;
  readonly $causationId: string;
  readonly commandId: string;
  /** Hash of the request, where it came with an Idempotency-Key. */
  readonly requestHash?: string;
  readonly actor: EventActor;
  /** ISO 8601, UTC. */
  readonly occurredAt: string;
  readonly schemaVersion: number;
  /** W3C trace context, where the request carried one. */
  readonly traceparent?: string;
}

/** An event as it stands in the event store. */
export type Recorded<Event extends DomainEvent = DomainEvent> = Event & {
  readonly id: string;
  readonly stream: string;
  /** Its number in its stream, from 0. */
  readonly revision: number;
  readonly position: Position;
  readonly metadata: EventMetadata;
};

/** Brings an event's data from the version it was written with to the newest shape; pure, and total. */
export type Upcast = (type: string, schemaVersion: number, data: Readonly<Record<string, unknown>>) => DomainEvent;
