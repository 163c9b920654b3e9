import type { DomainEvent } from './decider.js';
import type { Projection } from './projection.js';
import type { Recorded } from './recorded.js';
import { refuse, type Refusal } from './refusal.js';

/**
 * What carries its version: how many events its stream had when it became so. Readers are shown it, and a command that says
 * which one it means (If-Match) is held against it.
 */
export interface Versioned {
  readonly version: number;
}

/** A decider's `evolve` that keeps the version. Of an event that the wrapped one does not know nothing comes, as of it. */
export const evolveVersioned =
  <State extends Versioned, Event extends DomainEvent>(evolve: (state: State, event: Event) => State | undefined) =>
  (state: State, event: Event, revision: number): State => {
    const next = evolve(state, event);
    return (next && { ...next, version: revision + 1 }) as State;
  };

type AnyHandler = (document: object | undefined, data: object, at: string, event: Recorded) => object | undefined;
type Handlers<Document extends object, Event extends DomainEvent> = Projection<Document, Event>['on'];

/** A projection's handlers, whose documents each belong to one stream, so that they keep its version. */
export const foldVersioned = <Document extends object, Event extends DomainEvent>(
  on: Handlers<Document, Event>,
): Handlers<Document & Versioned, Event> =>
  Object.fromEntries(
    Object.entries<AnyHandler>(on as never).map(([type, handle]): [string, AnyHandler] => [
      type,
      (document, data, at, event) => {
        const next = handle(document, data, at, event);
        return next && { ...next, version: event.revision + 1 };
      },
    ]),
  ) as unknown as Handlers<Document & Versioned, Event>;

/** Refuses what was meant for another version than the one that is there. */
export const ofVersion = ({ version }: Versioned, seen: number): Refusal<'VERSION_CHANGED'> | null =>
  seen === version ? null : refuse('VERSION_CHANGED', { version });
