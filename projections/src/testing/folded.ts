import { handlerOf, keyOf, MemoryLog } from '@doremi/projection-engine/testing';
import type { DomainEvent, Projection } from '@doremi/event-sourcing';

/** When the n-th event of a fold under test happened, from 1: 2026-01-01T00:00:01.000Z, and so on. */
export const at = (n: number): string => new Date(Date.UTC(2026, 0, 1, 0, 0, n)).toISOString();

/** The documents that a projection makes of these events, by key; all of them are on one stream. */
export const folded = <Document extends object, Event extends DomainEvent>(
  projection: Projection<Document, Event>,
  ...events: readonly Event[]
): Record<string, Document | undefined> => {
  const log = new MemoryLog(at);
  log.append('stream', ...events);
  const documents: Record<string, Document | undefined> = {};
  for (const event of log.events) {
    const key = keyOf(projection, event);
    const handler = handlerOf(projection, event.type);
    const next = handler?.(documents[key], event.data, event.metadata.occurredAt, event);
    if (next) documents[key] = next as Document;
  }
  return documents;
};
