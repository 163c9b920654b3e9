import type { ReadModel } from '../projection.js';

/** A build is filled, then read, then kept fed for a way back, then gone. */
export type BuildState = 'building' | 'live' | 'standby' | 'retired';

/**
 * `NO_PLACE`: it stands where no event ever comes after it. `ANOTHER_LOG`: it handled events that are not in the event
 * store, so it was made from another one.
 */
export type Stranded = 'NO_PLACE' | 'ANOTHER_LOG';

/** One filling of a read model: a collection of its own, `orderBoard_v1_b2`. */
export interface Build {
  readonly id: string;
  /** The read model and its version: `orderBoard_v1`. */
  readonly model: string;
  readonly name: string;
  readonly version: number;
  readonly number: number;
  readonly database: ReadModel['database'];
  readonly state: BuildState;
  readonly partitions: number;
  readonly createdAt: Date;
  /** When it had seen everything for the first time; null while it has not. */
  readonly builtAt: Date | null;
  readonly promotedAt: Date | null;
  /** Since when another build is read in its place. */
  readonly standbySince: Date | null;
  /** When it was taken out of service; its documents go a little later. */
  readonly retiredAt: Date | null;
  /** Why its place is none of this log, where that was found out: it is fed no more, and nobody goes back to it. */
  readonly stranded: Stranded | null;
  /** Since when its whole version is done with: nobody feeds it, and a newer one is read. */
  readonly supersededSince: Date | null;
}

/** The name that all builds of a read model's version share. */
export const modelId = ({ name, version }: Pick<ReadModel, 'name' | 'version'>): string => `${name}_v${version}`;

export const buildId = (model: string, number: number): string => `${model}_b${number}`;

/** The build that is read, of one version of a read model. */
export const liveOf = (builds: readonly Build[], model: string): Build | undefined =>
  builds.find((build) => build.model === model && build.state === 'live');
