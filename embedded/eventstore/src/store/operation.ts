import { deserialize, serialize } from 'node:v8';
import type { CommitDecision, ExpectedRevision } from './commit-check.js';
import type { ProposedEvent } from './recorded-event.js';

/** `revision` and `position` of the last event; -1 and null where there is none. */
export type Appended = { readonly kind: 'appended'; readonly revision: number; readonly position: number | null };
export type Refused = Extract<CommitDecision, { kind: 'wrong-expected-revision' | 'stream-deleted' }>;

export interface AppendOperation {
  readonly kind: 'append';
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly ProposedEvent[];
  /** When it was asked for, in milliseconds since the epoch. */
  readonly at: number;
}

export interface DeleteOperation {
  readonly kind: 'delete';
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly forGood: boolean;
  /** Of the event that says so: the sixteen bytes of a UUID. */
  readonly eventId: Buffer;
  readonly at: number;
}

/**
 * What is asked of the store. Doing it depends on the store and on nothing else, neither clock nor chance: the nodes of a
 * cluster that do the same operations in the same order hold the same events at the same positions.
 */
export type Operation = AppendOperation | DeleteOperation;
export type Outcome = Appended | Refused;

/** Sees to it that an operation is done, and resolves with what came of it once nothing can undo it. */
export type Write = (operation: Operation) => Promise<Outcome>;

export const encodeOperations = (operations: readonly Operation[]): Buffer => serialize(operations);
export const decodeOperations = (bytes: Buffer): Operation[] => deserialize(bytes) as Operation[];
