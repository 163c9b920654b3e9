import type { Projection, Recorded } from '@doremi/event-sourcing';
import type { DocumentsByKey } from './history.js';

/** A projection of whatever documents and events. */
export type AnyProjection = Projection<object, never>;

type Handler = (document: object | undefined, data: object, at: string, event: Recorded) => object | undefined;

/** The documents that a projection makes of the events, without any engine of ours between: no partitions, no batches, no store. */
export const freshFold = ({ key, on }: AnyProjection, events: readonly Recorded[]): DocumentsByKey => {
  const handlers = on as Readonly<Record<string, Handler | undefined>>;
  const documents = new Map<string, object>();
  for (const event of events) {
    const handle = handlers[event.type];
    if (!handle) continue;
    const id = String((key as (event: Recorded) => string | number)(event));
    const next = handle(documents.get(id), event.data, event.metadata.occurredAt, event);
    if (next !== undefined) documents.set(id, next);
  }
  return documents;
};
