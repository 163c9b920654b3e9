import type { Position, ReadModel } from '@doremi/event-sourcing';

/** One event as an operator is shown it: what followed from what, and nothing of what it says, since that may be of a person. */
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

/**
 * Neighbours in the log, oldest first: some twenty events are one document, since a document for each costs more than all other read
 * models together. The key is the number of the stretch of the log that they are in.
 */
export interface EventRun {
  /** To whatever any of them belongs, each once. */
  readonly correlations: readonly string[];
  /** Of its first and of its last event. */
  readonly first: Position;
  readonly last: Position;
  readonly events: readonly CorrelatedEvent[];
}

export const eventsByCorrelationModel: ReadModel<EventRun> = {
  name: 'eventsByCorrelation',
  version: 3,
  database: 'main',
};
