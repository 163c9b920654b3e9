import type { Build } from '@doremi/shared/engines/read-side/build';
import type { Documents } from '@doremi/shared/engines/read-side/documents';
import type { Position } from '@doremi/shared/kernel/position';
import type { AnyProjection } from './any-projection.js';

/** A build that this worker feeds, with all that is needed to feed it. */
export interface Target {
  readonly build: Build;
  readonly projection: AnyProjection;
  readonly documents: Documents;
}

/** A lane whose lease this worker holds, and how far it has come. */
export interface HeldLane {
  readonly id: string;
  readonly target: Target;
  readonly lane: number;
  epoch: number;
  position: Position;
  caughtUp: boolean;
  /** How many events it has kept as witnesses. */
  witnessed: number;
  /** The keys held back. */
  readonly parked: Set<string>;
}

/** Whether what its feed knows of a lane is at least as new as what was seen of it in the store. */
export const isAsNew = (known: HeldLane, seen: Pick<HeldLane, 'epoch' | 'position'>): boolean =>
  known.epoch > seen.epoch || (known.epoch === seen.epoch && known.position >= seen.position);

/**
 * How many keys a lane holds back before it stands still: they are kept in memory and in the lane's document, and a fold
 * that throws on so many is broken for all of them.
 */
export const MOST_PARKED = 1_000;

/** Whether a lane waits for an operator as a whole. */
export const isFull = ({ parked }: Pick<HeldLane, 'parked'>): boolean => parked.size >= MOST_PARKED;
