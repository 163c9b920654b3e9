import { BEGINNING, type Decider, type DomainEvent, type Position, type Recorded } from '@doremi/event-sourcing';
import { expectKnownVersion } from '@doremi/domain';
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
  /** The revision whose state is kept beside the stream, as far as this process knows; -1 where none is. */
  readonly kept: number;
  /** Whether events were passed over that another release may know. */
  readonly isPartial: boolean;
  /** Of a repeat: when it was answered first, ISO 8601. What depends on the time is said as it was then. */
  readonly answeredAt?: string;
}

/** How the state of an aggregate comes of its events. */
export type Fold<State, Event extends DomainEvent> = Pick<
  Decider<State, never, Event>,
  'initial' | 'evolve' | 'foldVersion'
>;

/** Hears of an event that no aggregate of this release knows, and that was passed over. */
export type PassedOver = (event: Pick<Recorded, 'type' | 'stream'>) => void;

/** The aggregate before its first event. */
export const beforeFirst = <State, Event extends DomainEvent>({ initial }: Fold<State, Event>): Snapshot<State> => {
  const commands = DoneCommands.none();
  return { state: initial, revision: -1, position: BEGINNING, last: null, commands, kept: -1, isPartial: false };
};

/**
 * The snapshot after further events of its stream. A type that is not known is passed over, as by every reader. Throws
 * NewerEventVersion: what is decided on a state that leaves out something known would be decided wrongly.
 */
export const goneOn = <State, Event extends DomainEvent>(
  fold: Fold<State, Event>,
  from: Snapshot<State>,
  events: readonly Recorded[],
  passedOver: PassedOver,
): Snapshot<State> => {
  const last = events.at(-1);
  if (!last) return from;
  let { isPartial } = from;
  const evolved = (state: State, event: Recorded): State => {
    expectKnownVersion(event);
    // The compiler knows every type that there is to know: nothing comes of one that there is not.
    const next = fold.evolve(state, event as unknown as Event, event.revision) as State | undefined;
    if (next !== undefined) return next;
    passedOver(event);
    isPartial = true;
    return state;
  };
  const state = events.reduce(evolved, from.state);
  return { state, ...upTo(last), commands: from.commands.after(events), kept: from.kept, isPartial };
};

/**
 * The snapshot with what is newer; `read` begins with the last event that it knows, which has this id. Null where another one
 * stands in its place, or none: it is of another log than this one.
 */
export const caughtUp = <State, Event extends DomainEvent>(
  fold: Fold<State, Event>,
  from: Snapshot<State>,
  id: string,
  [last, ...newer]: readonly Recorded[],
  passedOver: PassedOver,
): Snapshot<State> | null => (last?.id === id ? goneOn(fold, { ...from, ...upTo(last) }, newer, passedOver) : null);

/** What a snapshot says of the last event that it knows. */
const upTo = (last: Recorded): Pick<Snapshot<unknown>, 'revision' | 'position' | 'last'> => {
  const { id, type, revision, metadata, position } = last;
  return { revision, position, last: { id, type, revision, metadata } };
};
