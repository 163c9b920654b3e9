import type { Operation, Outcome } from '../store/operation.js';
import type { Entry } from './journal.js';
import type { Member } from './members.js';

/** Every message between nodes brings what its sender knows of the members. */
interface Gossip {
  readonly members: readonly Member[];
}

/** A candidate asks for a vote. */
export interface VoteRequest extends Gossip {
  /** The epoch that it would lead. */
  readonly epoch: number;
  readonly candidate: string;
  readonly lastIndex: number;
  readonly lastEpoch: number;
  /** Only asks whether it would get the vote: who cannot win does not disturb the leader there is. */
  readonly isTrial: boolean;
}

export interface VoteReply extends Gossip {
  readonly epoch: number;
  readonly granted: boolean;
}

/** A leader's heartbeat, with what comes behind an entry that the follower should have. */
export interface AppendRequest extends Gossip {
  readonly epoch: number;
  readonly leader: string;
  readonly previousIndex: number;
  readonly previousEpoch: number;
  readonly entries: readonly Entry[];
  /** Index of the last entry that a majority has. */
  readonly committed: number;
}

export interface AppendReply extends Gossip {
  readonly epoch: number;
  readonly accepted: boolean;
  /** Where the follower's journal may agree, when it did not accept. */
  readonly lastIndex: number;
}

/** A follower passes on what a client asked of it. */
export interface ProposeRequest {
  readonly operation: Operation;
}

/** What came of it; or that the node does not lead, and who does if it knows. */
export type ProposeReply =
  | { readonly kind: 'done'; readonly outcome: Outcome }
  | { readonly kind: 'not-leader'; readonly leader: string | null }
  | { readonly kind: 'unknown' };

/** A leader that resigns asks a follower to stand for election at once. */
export interface TakeOverRequest {
  readonly epoch: number;
}

/** What nodes ask each other, by the name of the call. */
export interface Calls {
  vote: { request: VoteRequest; reply: VoteReply };
  append: { request: AppendRequest; reply: AppendReply };
  propose: { request: ProposeRequest; reply: ProposeReply };
  takeOver: { request: TakeOverRequest; reply: Record<string, never> };
}

export const pathOf = (call: keyof Calls): string => `/doremi.cluster.Node/${call}`;
