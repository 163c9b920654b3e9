import type { Position, ReadModel } from '@doremi/event-sourcing';

/** Where an event stands, and what it belongs to. */
export interface EventLink {
  /** Which one of the run's correlations, from 0. */
  readonly of: number;
  /** `revision@stream`, as EventStoreDB's own links to events are written. */
  readonly link: string;
}

/**
 * Neighbours in the log, oldest first: some twenty events are one document, and no more of each than where it is found, since all
 * that is known of them costs more than most other read models together. The key is the number of the stretch of the log.
 */
export interface EventRun {
  /** To whatever any of them belongs, each once. */
  readonly correlations: readonly string[];
  /** Of its first and of its last event. */
  readonly first: Position;
  readonly last: Position;
  readonly events: readonly EventLink[];
}

export const eventsByCorrelationModel: ReadModel<EventRun> = {
  name: 'eventsByCorrelation',
  version: 4,
  database: 'main',
};

/** The links of one correlation, oldest first. */
export const linksOf = ({ correlations, events }: EventRun, correlationId: string): readonly string[] => {
  const own = correlations.indexOf(correlationId);
  return events.filter(({ of }) => of === own).map(({ link }) => link);
};
