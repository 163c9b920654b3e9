import type { EventStore, Position, Recorded } from '@doremi/event-sourcing';
import { handlerOf, keyOf, keyOrStream, typesOf, type AnyProjection } from './any-projection.js';
import { partitionOf } from './leased-partition.js';

/** A part of all keys: those whose hash leaves `remainder` when it is divided by `parts`. */
export interface Slice {
  readonly parts: number;
  readonly remainder: number;
}

export const EVERY_KEY: Slice = { parts: 1, remainder: 0 };

/** What the events say that a document should be. */
export interface Expected {
  readonly document: object | undefined;
  readonly position: Position | null;
  /** Why its fold could not go on. */
  readonly failed?: string;
}

/** A fold of the events that has little in common with the one that feeds: one event after the other, in memory. */
export class FreshFold {
  readonly documents = new Map<string, Expected>();

  constructor(
    private readonly projection: AnyProjection,
    private slice: Slice,
    private readonly isSkipped: (key: string, position: Position) => boolean,
  ) {}

  keyOf(event: Recorded): string {
    return keyOrStream(this.projection, event);
  }

  covers(key: string): boolean {
    return partitionOf(key, this.slice.parts) === this.slice.remainder;
  }

  /** Folds an event, where it is of one of its keys. */
  fold(event: Recorded): void {
    const key = this.keyOf(event);
    if (!this.covers(key)) return;
    const was = this.documents.get(key);
    if (was?.failed !== undefined) return;
    const is = this.isSkipped(key, event.position)
      ? // The document is past it all the same.
        { document: was?.document, position: event.position }
      : this.next(was?.document, event, was?.position ?? null);
    if (is.document !== undefined || is.failed !== undefined) this.documents.set(key, is);
  }

  /** Gives up half of its keys, and returns the slice that they make. */
  halve(): Slice {
    const { parts, remainder } = this.slice;
    this.slice = { parts: parts * 2, remainder };
    for (const key of this.documents.keys()) if (!this.covers(key)) this.documents.delete(key);
    return { parts: parts * 2, remainder: remainder + parts };
  }

  private next(document: object | undefined, event: Recorded, position: Position | null): Expected {
    try {
      keyOf(this.projection, event);
      const handler = handlerOf(this.projection, event.type);
      const next = handler?.(document, event.data, event.metadata.occurredAt, event);
      return next === undefined ? { document, position } : { document: next, position: event.position };
    } catch (error) {
      return { document, position, failed: `${event.type}: ${error instanceof Error ? error.message : String(error)}` };
    }
  }
}

/** The events that a projection handles, after one place and up to another that the log has passed. */
export async function* eventsBetween(
  store: Pick<EventStore, 'subscribe'>,
  projection: AnyProjection,
  { after, upTo }: { readonly after: Position; readonly upTo: Position },
  signal: AbortSignal,
): AsyncGenerator<Recorded> {
  if (after >= upTo) return;
  const ending = new AbortController();
  try {
    const both = AbortSignal.any([signal, ending.signal]);
    for await (const item of store.subscribe({ after, types: typesOf(projection), signal: both })) {
      if (item.kind === 'caughtUp') return;
      if (item.kind === 'passed' ? item.position >= upTo : item.event.position > upTo) return;
      if (item.kind === 'event') yield item.event;
    }
  } finally {
    ending.abort();
  }
}
