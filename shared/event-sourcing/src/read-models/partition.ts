import type { Position } from '../position.js';
import type { Witness } from '../event-store.js';

/** One partition of a build: its lease and its checkpoint in one document, so that neither moves without the other. */
export interface Partition {
  /** `orderBoard_v1_b2/0`. */
  readonly id: string;
  readonly build: string;
  /** From 0. The document's key says which one it is of: `partitionOf`. */
  readonly number: number;
  /** Everything up to here is handled or parked. */
  readonly position: Position;
  /** The worker that feeds it; null when nobody does. */
  readonly owner: string | null;
  /** Counts the owners, and the keys handed back to one: an update under an older number has no effect. */
  readonly epoch: number;
  /** When the lease ends. */
  readonly until: Date;
  /** Events handled since the beginning, parked ones included. */
  readonly handled: number;
  /** Whether it has seen everything once. */
  readonly caughtUp: boolean;
  /** Time of the last event handled while more was waiting; null when nothing waited. */
  readonly behindSince: Date | null;
  /** The keys held back: what happened to them since then waits in the event store. It moves with the position alone. */
  readonly parked: readonly string[];
  /** How many events it has kept as witnesses. Those that are left are looked up where they are needed. */
  readonly witnessed: number;
}

/** Names a lease that is held: the fence around every update. */
export type Lease = Pick<Partition, 'id' | 'epoch'>;

/** A partition as it was seen: taken only while it still stands so. */
export type Seen = Pick<Partition, 'id' | 'epoch' | 'until'>;

export interface Checkpoint extends Lease {
  /** Where the partition stood before: it moves from there or not at all. */
  readonly was: Position;
  readonly position: Position;
  /** Events handled since the last checkpoint. */
  readonly handled: number;
  readonly caughtUp: boolean;
  readonly behindSince: Date | null;
  /** Keys that are held back from here on. */
  readonly parked?: readonly string[];
  /** An event that the partition has passed since the last checkpoint, and its number among all that it kept, from 1. */
  readonly witness?: { readonly number: number; readonly event: Witness };
}

/** A build's watermark: the lowest of its partitions. Null when there is none. */
export const watermarkOf = (partitions: readonly Pick<Partition, 'position'>[]): Position | null =>
  partitions.reduce<Position | null>(
    (lowest, { position }) => (lowest === null || position < lowest ? position : lowest),
    null,
  );
