import { describe, expect, test } from '@jest/globals';
import { type Decider, type DomainEvent, fold, isRefusal } from '@doremi/event-sourcing';

/** The types of the events that follow, or the code of the refusal. */
type Outcome<Event extends DomainEvent, Code extends string> = readonly Event['type'][] | Code;

interface Transitions<
  Situation extends string,
  State,
  Command extends { readonly type: string },
  Event extends DomainEvent,
  Code extends string,
> {
  readonly decider: Decider<State, Command, Event, Code>;
  readonly statusOf: (state: State) => string;
  /** How each situation comes about. Its name is a status, and what is particular after a comma. */
  readonly situations: Readonly<Record<Situation, readonly Event[]>>;
  readonly commands: { readonly [Type in Command['type']]: Extract<Command, { type: Type }> };
  /** Every command in every situation: the compiler finds the one that was forgotten. */
  readonly table: Readonly<Record<Situation, Readonly<Record<Command['type'], Outcome<Event, Code>>>>>;
}

/** Tests every command in every situation against the table: what follows, and that nothing else does. */
export const testTransitions = <
  Situation extends string,
  State,
  Command extends { readonly type: string },
  Event extends DomainEvent,
  Code extends string,
>({
  decider,
  statusOf,
  situations,
  commands,
  table,
}: Transitions<Situation, State, Command, Event, Code>): void => {
  const names = Object.keys(situations) as Situation[];
  const types = Object.keys(commands) as Command['type'][];

  test('the table knows every command in every situation', () => {
    expect(Object.keys(table).sort()).toEqual([...names].sort());
    for (const name of names) expect(Object.keys(table[name]).sort()).toEqual([...types].sort());
  });

  describe.each(names)('in %s', (name) => {
    const state = fold(decider, situations[name], decider.initial);

    test('the history leads there', () => expect(statusOf(state)).toBe(name.split(',')[0]));

    test.each(types)('%s', (type) => {
      const outcome = decider.decide(commands[type], state);
      expect(isRefusal(outcome) ? outcome.refused : outcome.map((event) => event.type)).toEqual(table[name][type]);
    });
  });
};
