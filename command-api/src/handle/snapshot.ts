import type { Decider, DomainEvent } from '@doremi/shared/kernel/decider';
import { BEGINNING, type Position } from '@doremi/shared/kernel/position';
import type { Recorded } from '@doremi/shared/kernel/recorded';
import { DoneCommands } from './done-commands.js';

/** An aggregate as its stream tells it up to a revision. */
export interface Snapshot<State> {
  readonly state: State;
  /** The stream's last revision seen; -1 before the first event. */
  readonly revision: number;
  readonly position: Position;
  /** The last event, for whoever acts on it later; null before the first. */
  readonly last: Pick<Recorded, 'id' | 'metadata' | 'revision' | 'type'> | null;
  readonly commands: DoneCommands;
}

export const emptySnapshot = <State>(initial: State): Snapshot<State> => ({
  state: initial,
  revision: -1,
  position: BEGINNING,
  last: null,
  commands: DoneCommands.none(),
});

/** The snapshot after further events of its stream. */
export const advance = <State, Event extends DomainEvent>(
  { evolve }: Pick<Decider<State, never, Event>, 'evolve'>,
  from: Snapshot<State>,
  events: readonly Recorded[],
): Snapshot<State> => {
  const last = events.at(-1);
  if (!last) return from;
  return {
    state: events.reduce((state, event) => evolve(state, event as unknown as Event), from.state),
    revision: last.revision,
    position: last.position,
    last: { id: last.id, type: last.type, revision: last.revision, metadata: last.metadata },
    commands: from.commands.after(events),
  };
};
