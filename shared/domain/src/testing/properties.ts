import { expect } from '@jest/globals';
import fc from 'fast-check';
import { type Decider, type DomainEvent, fold, isRefusal } from '@doremi/event-sourcing';

/** The events that the commands lead to, each judged in turn; a refused one leads to none. */
export const eventsOf = <State, Command, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
  commands: readonly Command[],
): readonly Event[] => {
  const events: Event[] = [];
  let state = decider.initial;
  for (const command of commands) {
    const outcome = decider.decide(command, state);
    if (isRefusal(outcome)) continue;
    state = fold(decider, outcome, state, events.length);
    events.push(...outcome);
  }
  return events;
};

/** The state after the commands; a refused one changes nothing. */
export const stateAfter = <State, Command, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
  commands: readonly Command[],
): State => fold(decider, eventsOf(decider, commands), decider.initial);

/** Whatever is in the stream, and in whatever order: folding it never throws. */
export const expectEvolveIsTotal = <State, Event extends DomainEvent>(
  decider: Decider<State, never, Event>,
  anyEvent: fc.Arbitrary<Event>,
): void =>
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 20 }), (events) => {
      expect(fold(decider, events, decider.initial)).toBeDefined();
    }),
  );

/** After any history: a command that succeeded is true now, so the same one again emits nothing and succeeds. */
export const expectRepeatEmitsNothing = <State, Command, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
  anyCommand: fc.Arbitrary<Command>,
  setsSomething: (command: Command) => boolean,
): void =>
  fc.assert(
    fc.property(fc.array(anyCommand, { maxLength: 15 }), anyCommand.filter(setsSomething), (history, command) => {
      const events = eventsOf(decider, history);
      const before = fold(decider, events, decider.initial);
      const first = decider.decide(command, before);
      if (!isRefusal(first)) expect(decider.decide(command, fold(decider, first, before, events.length))).toEqual([]);
    }),
    { numRuns: 300 },
  );
