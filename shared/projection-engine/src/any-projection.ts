import type { DomainEvent, Projection, Recorded } from '@doremi/event-sourcing';

/** A projection whose document and event types the engine does not need to know. */
export type AnyProjection = Projection<object, never>;

type AnyHandler = (document: object | undefined, data: object, at: string, event: Recorded) => object | undefined;

/** Throws on an event of a version that this release does not know: what it says can't be told from its data. */
export type CheckVersion = (event: Recorded) => void;

/** The event types that a projection handles: its subscription filter. */
export const typesOf = (projection: AnyProjection): string[] => Object.keys(projection.on);

// Its declaration checked the types; the handlers' names are the events' types, so what is called here fits.
export const handlerOf = (projection: AnyProjection, type: string): AnyHandler | undefined =>
  (projection.on as Readonly<Record<string, AnyHandler | undefined>>)[type];

/** The key of the document that an event concerns. Throws on an event that names none. */
export const keyOf = (projection: AnyProjection, event: DomainEvent): string => {
  const key: unknown = (projection.key as (event: DomainEvent) => unknown)(event);
  if (typeof key !== 'string' && typeof key !== 'number') throw new Error(`${event.type} names no document`);
  return String(key);
};

/** An event that names no document is parked under its stream: the fold asks for its key again, and throws. */
export const keyOrStream = (projection: AnyProjection, event: Recorded): string => {
  try {
    return keyOf(projection, event);
  } catch {
    return event.stream;
  }
};
