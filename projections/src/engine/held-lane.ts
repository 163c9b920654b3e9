import type { Build } from '@doremi/shared/engines/read-side/build';
import type { Documents } from '@doremi/shared/engines/read-side/documents';
import type { ParkedEvent } from '@doremi/shared/engines/read-side/parked-events';
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
  readonly epoch: number;
  position: Position;
  caughtUp: boolean;
  /** What is held back, by key. */
  readonly parked: Map<string, ParkedEvent>;
}
