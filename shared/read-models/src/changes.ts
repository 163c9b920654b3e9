import type { Position } from '@doremi/event-sourcing';

/** A place to look on from for changes. */
export interface Mark {
  readonly upTo: Position;
  /** Keys whose next event is parked: once it is retried, their documents change at places that were passed long ago. */
  readonly parked: readonly string[];
  /** Which of a reader's lines it is on: when it has to give up a build whose place is none of this log, another begins. */
  readonly line?: number;
  /** Of which generation's log the position is, for whoever comes back with it some day. */
  readonly generation?: number;
}

/** The mark is on a line that is over: nothing can be said of what changed since. Everything has to be read anew. */
export class MarkLost extends Error {}

/** A document with the place of its last change. */
export interface Changed<Document> {
  readonly key: string;
  readonly position: Position;
  readonly document: Document;
}

/** Documents in the order of their last change, and where to look on from. */
export interface Changes<Document> extends Mark {
  readonly documents: readonly Changed<Document>[];
  /** Nothing up to here can change any more: what may be handed out, for somebody to come back with some day. */
  readonly settled: Position;
  readonly generation: number;
}

/** Where somebody looks on from who was handed this out as `settled`. */
export const markAt = (settled: Position, generation?: number): Mark => ({
  upTo: settled,
  parked: [],
  ...(generation !== undefined && { generation }),
});

export const inOrder = <Document>(documents: readonly Changed<Document>[]): Changed<Document>[] =>
  [...documents].sort((a, b) => (a.position < b.position ? -1 : 1));
