import type { Build, Position } from '@doremi/event-sourcing';
import type { ReadModelStore } from '@doremi/read-models';
import type { AnyProjection, CheckVersion } from './any-projection.js';

/** A build that this worker fills, with all that is needed to fill it. */
export interface Target {
  readonly build: Build;
  readonly projection: AnyProjection;
  readonly documents: ReturnType<ReadModelStore['documentsOf']>;
  readonly checkVersion?: CheckVersion | undefined;
}

/** A partition whose lease this worker holds, and how far it has come. */
export interface LeasedPartition {
  readonly id: string;
  readonly target: Target;
  readonly number: number;
  epoch: number;
  /** Everything up to here is in the documents. */
  position: Position;
  /** Everything up to here is folded; what is beyond `position` is not written yet. */
  folded: Position;
  caughtUp: boolean;
  /** How many events it has kept as witnesses. */
  witnessed: number;
  /** The keys held back. */
  readonly parked: Set<string>;
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** FNV-1a, 32 bits. */
export const hashOfKey = (key: string): number => {
  let hash = FNV_OFFSET;
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), FNV_PRIME);
  return hash >>> 0;
};

/** The partition of a document key: the same on every worker and after every restart. */
export const partitionOf = (key: string, partitions: number): number => hashOfKey(key) % partitions;

/** Whether what its subscription knows of a partition is at least as new as what was seen of it in the store. */
export const isAsNew = (known: LeasedPartition, seen: Pick<LeasedPartition, 'epoch' | 'position'>): boolean =>
  known.epoch > seen.epoch || (known.epoch === seen.epoch && known.folded >= seen.position);

/**
 * How many keys a partition holds back before it stands still: they are kept in memory and in the partition's document,
 * and a fold that throws on so many is broken for all of them.
 */
export const MOST_PARKED = 1_000;

/** Whether a partition waits for an operator as a whole. */
export const isFull = ({ parked }: Pick<LeasedPartition, 'parked'>): boolean => parked.size >= MOST_PARKED;
