import { hash } from 'node:crypto';
import { UPCAST_VERSIONS } from '@doremi/domain';
import type { DomainEvent } from '@doremi/event-sourcing';
import type { Fold } from './loaded-aggregate.js';
import { DoneCommands } from './done-commands.js';

/** What is kept of an aggregate: the state after an event of its stream, and which one that was. */
export interface StoredSnapshot<State> {
  readonly revision: number;
  readonly eventId: string;
  readonly state: State;
  readonly commands: DoneCommands;
}

/**
 * STORAGE FORMAT. `fold` and `upcasting` are what made the state of the events: one that something else made is not read.
 * Nothing is in it but what the events hold.
 */
interface Written<State> {
  readonly fold: number | undefined;
  readonly upcasting: string;
  /** Of the last event that the state knows. */
  readonly revision: number;
  readonly eventId: string;
  readonly state: State;
  /** Marks of the commands that led to it. */
  readonly commands: string;
  /** Of all that: whatever is no longer as it was written is not read. */
  readonly sum: string;
}

/** What is kept, as it is written, and about how many characters that are. */
export const encodeSnapshot = <State, Event extends DomainEvent>(
  { foldVersion }: Fold<State, Event>,
  { revision, eventId, state, commands }: StoredSnapshot<State>,
): { readonly data: Written<State>; readonly length: number } => {
  const body = { fold: foldVersion, upcasting: UPCAST_VERSIONS, revision, eventId, state, commands: commands.packed() };
  const text = JSON.stringify(body);
  return { data: { ...body, sum: sumOf(text) }, length: text.length };
};

/** What was kept; null where it is of another fold or of other upcasters, or not what was written. */
export const decodeSnapshot = <State, Event extends DomainEvent>(
  { foldVersion }: Fold<State, Event>,
  data: unknown,
): StoredSnapshot<State> | null => {
  const { sum, ...body } = (data ?? {}) as Partial<Written<State>>;
  const { fold, upcasting, revision = -1, eventId = '', state } = body;
  if (fold !== foldVersion || upcasting !== UPCAST_VERSIONS || sum !== sumOf(JSON.stringify(body))) return null;
  const commands = DoneCommands.unpacked(body.commands, revision);
  return commands && { revision, eventId, state: state as State, commands };
};

const sumOf = (text: string): string => hash('sha1', text);
