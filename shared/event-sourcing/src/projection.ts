import type { DomainEvent } from './decider.js';
import type { Recorded } from './recorded.js';

/** Names a read model and the shape of its documents: a new version is a new collection beside the old one. */
export interface ReadModel<_Document extends object = object> {
  readonly name: string;
  readonly version: number;
  /** Which of the two databases holds it: `admin` may be somewhere else, for whoever may not see the rest. */
  readonly database: 'main' | 'admin';
}

type Handlers<Document, Event extends DomainEvent> = {
  readonly [Type in Event['type']]?: (
    /** The document so far; undefined when there is none yet. */
    document: Document | undefined,
    data: Extract<Event, { type: Type }>['data'],
    /** When it happened: ISO 8601, from the event's metadata. */
    at: string,
    event: Recorded<Extract<Event, { type: Type }>>,
  ) => Document | undefined;
};

/**
 * A pure fold from events to documents. The keys of `on` are its subscription filter, so nothing can be forgotten there.
 * A handler that returns undefined leaves the document as it is. Folds never delete: a closed document stays, marked.
 */
export interface Projection<
  Document extends object = object,
  Event extends DomainEvent = DomainEvent,
> extends ReadModel<Document> {
  /** The key of the one document that the event concerns. Events of one key are folded in order. */
  readonly key: (event: Event) => string | number;
  readonly on: Handlers<Document, Event>;
  /** MongoDB index keys of its collection. */
  readonly indexes: readonly Readonly<Record<string, 1 | -1>>[];
}

/** Declares a projection with the types of its document and events checked. */
export const projection = <Document extends object, Event extends DomainEvent>(
  definition: Projection<Document, Event>,
): Projection<Document, Event> => definition;
