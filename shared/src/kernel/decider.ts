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
  readonly evolve: (state: State, event: Event) => State;
}

/** The state after `events`, oldest first, starting at `state`. */
export const fold = <State, Event extends DomainEvent>(
  decider: Pick<Decider<State, never, Event>, 'evolve'>,
  events: Iterable<Event>,
  state: State,
): State => {
  let folded = state;
  for (const event of events) folded = decider.evolve(folded, event);
  return folded;
};
