import { expectKnownVersion } from '@doremi/shared/events/upcast';
import type { Decider, DomainEvent } from '@doremi/shared/kernel/decider';
import { BEGINNING, type Position } from '@doremi/shared/kernel/position';
import type { Recorded } from '@doremi/shared/kernel/recorded';
import { DoneCommands } from './done-commands.js';

/** An aggregate as its stream tells it up to a revision. */
export interface Snapshot<State> {
  readonly state: State;
  /** The stream's last revision known, whoever wrote there; -1 before the first event. */
  readonly revision: number;
  readonly position: Position;
  /** The last event of ours, for whoever acts on it later; null before the first. */
  readonly last: Pick<Recorded, 'id' | 'metadata' | 'revision' | 'type'> | null;
  readonly commands: DoneCommands;
  /** Of a repeat: when it was answered first, ISO 8601. What depends on the time is said as it was then. */
  readonly answeredAt?: string;
}

export const emptySnapshot = <State>(initial: State): Snapshot<State> => ({
  state: initial,
  revision: -1,
  position: BEGINNING,
  last: null,
  commands: DoneCommands.none(),
});

/** Hears of an event that no aggregate of this release knows, and that was passed over. */
export type PassedOver = (event: Pick<Recorded, 'type' | 'stream'>) => void;

/**
 * The snapshot after further events of its stream. A type that is not known is passed over, as by every reader. Throws
 * NewerEventVersion: what is decided on a state that leaves out something known would be decided wrongly.
 */
export const advance = <State, Event extends DomainEvent>(
  { evolve }: Pick<Decider<State, never, Event>, 'evolve'>,
  from: Snapshot<State>,
  events: readonly Recorded[],
  passedOver: PassedOver = () => undefined,
): Snapshot<State> => {
  const last = events.at(-1);
  if (!last) return from;
  const evolved = (state: State, event: Recorded): State => {
    expectKnownVersion(event);
    // The compiler knows every type that there is to know: nothing comes of one that there is not.
    const next = evolve(state, event as unknown as Event, event.revision) as State | undefined;
    if (next === undefined) passedOver(event);
    return next ?? state;
  };
  return {
    state: events.reduce(evolved, from.state),
    revision: last.revision,
    position: last.position,
    last: { id: last.id, type: last.type, revision: last.revision, metadata: last.metadata },
    commands: from.commands.after(events),
  };
};
