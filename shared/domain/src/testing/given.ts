import { expect } from '@jest/globals';
import { type Decider, type DomainEvent, fold, isRefusal } from '@doremi/event-sourcing';

/** Given what happened, when a command comes, then this follows. */
export const given = <State, Command, Event extends DomainEvent, Code extends string>(
  decider: Decider<State, Command, Event, Code>,
  history: readonly Event[] = [],
) => {
  const state = fold(decider, history, decider.initial);
  return {
    /** The state that the history leads to. */
    state,
    when: (command: Command) => {
      const outcome = decider.decide(command, state);
      return {
        /** Exactly these events. */
        then: (...events: readonly Event[]) => expect(outcome).toEqual(events),
        /** One event of this type, with at least this data. */
        thenOne: <Type extends Event['type']>(type: Type, data: Partial<Extract<Event, { type: Type }>['data']>) =>
          expect(outcome).toEqual([{ type, data: expect.objectContaining({ ...data }) }]),
        thenNothing: () => expect(outcome).toEqual([]),
        thenRefused: (code: Code, details: object = {}) =>
          expect(outcome).toEqual({ refused: code, details: expect.objectContaining({ ...details }) }),
      };
    },
  };
};

/**
 * The events that these commands lead to, one after the other: a history that can really happen.
 * Throws where one is refused, or does nothing: then the history is not the one that was meant.
 */
export const played = <State, Command extends { readonly type: string }, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
  ...commands: readonly Command[]
): readonly Event[] =>
  commands.reduce<readonly Event[]>((history, command) => {
    const outcome = decider.decide(command, fold(decider, history, decider.initial));
    if (isRefusal(outcome)) throw new Error(`${command.type} was refused: ${outcome.refused}`);
    if (outcome.length === 0) throw new Error(`${command.type} led to nothing`);
    return [...history, ...outcome];
  }, []);
