import type { Refusal } from './refusal.js';

/** What happened, without its envelope: a name and its data. The names and shapes are storage formats. */
export interface DomainEvent<Type extends string = string, Data extends object = object> {
  readonly type: Type;
  readonly data: Data;
}

/**
 * An aggregate's logic as three pure parts: no I/O, no clock, no random.
 *
 * `decide` says what a command leads to: events, none where it is true already, or a coded refusal.
 * `evolve` is total: it never throws, also on events that `decide` would never emit in that state.
 */
export interface Decider<State, Command, Event extends DomainEvent, Code extends string = string> {
  readonly initial: State;
  readonly decide: (command: Command, state: State) => readonly Event[] | Refusal<Code>;
  /** `revision` is the event's number in its stream, from 0. */
  readonly evolve: (state: State, event: Event, revision: number) => State;
  /**
   * Raised with every change by which the same events lead to another state: what was kept of a state under another number
   * is not read. Absent where none is kept; the state is plain JSON where one is.
   */
  readonly foldVersion?: number;
  /**
   * Why nothing may be changed by somebody who saw this version of it (If-Match); null where it is that still. Absent where
   * nobody is shown one.
   */
  readonly outdated?: (state: State, seen: number) => Refusal | null;
}

/** The state after `events`, oldest first, starting at `state`; the first of them has this number in its stream. */
export const fold = <State, Event extends DomainEvent>(
  decider: Pick<Decider<State, never, Event>, 'evolve'>,
  events: Iterable<Event>,
  state: State,
  first = 0,
): State => {
  let folded = state;
  let revision = first;
  for (const event of events) folded = decider.evolve(folded, event, revision++);
  return folded;
};
