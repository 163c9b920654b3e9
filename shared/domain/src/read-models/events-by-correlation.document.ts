import type { Position, ReadModel } from '@doremi/event-sourcing';

/**
 * One event as an operator is shown it: what followed from what, and nothing of what it says, since that may be of a person.
 * The key is the event's id.
 */
export interface CorrelatedEvent {
  readonly eventId: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly commandId: string;
  readonly type: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
  /** ISO 8601. */
  readonly at: string;
  /** Of whoever asked for it. */
  readonly roles: readonly string[];
}

export const eventsByCorrelationModel: ReadModel<CorrelatedEvent> = {
  name: 'eventsByCorrelation',
  version: 2,
  database: 'main',
};
