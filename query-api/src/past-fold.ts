import { expectKnownVersion } from '@doremi/domain';
import type { DomainEvent, Projection, Recorded } from '@doremi/event-sourcing';

type Handler<Document> = (was: Document | undefined, data: object, at: string, event: Recorded) => Document | undefined;

/** How one document of a fold goes on with an event; undefined where the event leaves it as it is. Throws NewerEventVersion. */
export type Step<Document> = (was: Document | undefined, event: Recorded) => Document | undefined;

/** The step of the document that the fold keeps under this key: what is of another one leaves it as it is. */
export const stepOf = <Document extends object, Event extends DomainEvent>(
  fold: Pick<Projection<Document, Event>, 'key' | 'on'>,
  key: string | number,
): Step<Document> => {
  const handlers = fold.on as Readonly<Record<string, Handler<Document> | undefined>>;
  return (was, event) => {
    expectKnownVersion(event);
    if (!(event.type in handlers) || String(fold.key(event as never)) !== String(key)) return undefined;
    return handlers[event.type]?.(was, event.data, event.metadata.occurredAt, event);
  };
};
