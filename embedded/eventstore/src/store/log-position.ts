/**
 * A place in `$all` as the protocol writes it. An event stands at two equal numbers; with a lower prepare position the
 * place is just before the event at the commit position.
 */
export interface LogPosition {
  readonly commit: number;
  readonly prepare: number;
}

/** Before everything; no place that a client can name. */
export const BEFORE_ALL: LogPosition = { commit: -1, prepare: -1 };

/** Where the log's first record is; no event's. */
export const FIRST_RECORD: LogPosition = { commit: 0, prepare: 0 };

export const placeOf = (position: number): LogPosition => ({ commit: position, prepare: position });

export const isBefore = (a: LogPosition, b: LogPosition): boolean =>
  a.commit < b.commit || (a.commit === b.commit && a.prepare < b.prepare);

/** The highest position of an event that is not after the place; the event need not exist. */
export const passedAt = ({ commit, prepare }: LogPosition): number => (prepare < commit ? commit - 1 : commit);
