import {
  type Announcements,
  BEGINNING,
  type Build,
  isBeyond,
  liveOf,
  type Partition,
  type Position,
  PROMOTED,
  type ReadModel,
  watermarkOf,
} from '@doremi/event-sourcing';
import type { ParkedEvent, ReadModelStore } from '@doremi/read-models';
import { reapplySkips } from './reapply-skips.js';
import { retireOldVersions } from './retire-old-versions.js';

interface Parts extends ReadModelStore {
  readonly projections: readonly Pick<ReadModel, 'name' | 'version'>[];
  readonly announcements?: Pick<Announcements, 'publish'>;
  readonly log: (message: string) => void;
  readonly now: () => Date;
  /** How long the former live build is kept for a way back, and what is left of an older version; milliseconds. */
  readonly retireAfterMs: number;
}

/** How things stand, as one look at the read side saw it. */
export interface Seen {
  readonly builds: readonly Build[];
  readonly partitions: readonly Partition[];
  readonly parked: readonly ParkedEvent[];
  /**
   * The log's end, read after the partitions: no place of this log is beyond it. Needed while something is being built.
   */
  readonly end: Position | null;
}

/**
 * Takes each build to its next state, where its conditions are met. Any worker may do it, and two at once do no harm.
 * `all` are the builds that there are, those of other releases as well.
 */
export const advance = async (parts: Parts, seen: Seen, all: readonly Build[]): Promise<void> => {
  for (const build of seen.builds) {
    switch (build.state) {
      case 'building':
      case 'live':
        if (!build.builtAt && hasSeenEverything(build, seen)) await markBuilt(parts, build);
        if (build.state === 'building') await reapplySkips(parts, build, seen);
        if (build.state === 'building' && !obstacleTo(build, seen)) await promote(parts, build, seen);
        break;
      case 'standby':
        if (isPast(build.standbySince, parts.retireAfterMs, parts)) await parts.builds.retire(build, ['standby']);
        break;
      case 'retired':
        if (isPast(build.retiredAt, FOLLOWED_WITHIN, parts)) await dispose(parts, build);
        break;
    }
  }
  for (const build of await retireOldVersions(parts, all))
    if (isPast(build.retiredAt, FOLLOWED_WITHIN, parts)) await dispose(parts, build);
};

/** How long until every reader has heard that another build is read, and every worker has let go; milliseconds. */
const FOLLOWED_WITHIN = 10_000;

const isPast = (moment: Date | null, afterMs: number, { now }: Pick<Parts, 'now'>): boolean =>
  moment !== null && moment.getTime() + afterMs <= now().getTime();

const partitionsOf = (build: Build, { partitions }: Seen) =>
  partitions.filter((partition) => partition.build === build.id);

const hasSeenEverything = (build: Build, seen: Seen): boolean => {
  const partitions = partitionsOf(build, seen);
  return partitions.length === build.partitions && partitions.every(({ caughtUp }) => caughtUp);
};

/** The partitions know which keys wait; the entries say so a little earlier, and a little longer. */
const holdsBack = (build: Build, seen: Seen): boolean =>
  partitionsOf(build, seen).some(({ parked }) => parked.length > 0) ||
  seen.parked.some((event) => event.build === build.id);

/** Why a build may not be read; operators and their programs are told so. */
export type Obstacle = 'BUILD_STRANDED' | 'BUILD_INCOMPLETE' | 'BUILD_HAS_PARKED' | 'BUILD_BEHIND';

/**
 * What keeps a build from being read in place of the live one, null when nothing does: its place has to be one of this
 * log, it has to have seen everything, nothing of it may be held back, and its watermark has to be at or past the live
 * one's, as far as there is a log.
 */
export const obstacleTo = (build: Build, seen: Seen): Obstacle | null => {
  if (build.stranded) return 'BUILD_STRANDED';
  if (!hasSeenEverything(build, seen)) return 'BUILD_INCOMPLETE';
  if (holdsBack(build, seen)) return 'BUILD_HAS_PARKED';
  const live = liveOf(seen.builds, build.model);
  // A place that is none of this log is not waited for.
  if (!live || live.stranded) return null;
  const reached = watermarkOf(partitionsOf(build, seen)) ?? BEGINNING;
  const liveIsAt = watermarkOf(partitionsOf(live, seen)) ?? BEGINNING;
  const end = seen.end ?? BEGINNING;
  return reached < (isBeyond(liveIsAt, end) ? end : liveIsAt) ? 'BUILD_BEHIND' : null;
};

const markBuilt = async ({ builds, announcements }: Parts, build: Build): Promise<void> => {
  await builds.markBuilt(build);
  await announcements?.publish(PROMOTED, build.model);
};

/** Makes the build the one that is read, for everybody who was checked with `seen`; false when something came between. */
export const promote = async (
  { builds, announcements, log }: Pick<Parts, 'builds' | 'announcements' | 'log'>,
  build: Build,
  seen: Pick<Seen, 'builds'>,
): Promise<boolean> => {
  if (!(await builds.promote(build, liveOf(seen.builds, build.model)))) return false;
  log(`${build.id} is live`);
  await announcements?.publish(PROMOTED, build.model);
  return true;
};

/** Two of them at once drop the same things. */
const dispose = async (parts: Parts, build: Build): Promise<void> => {
  const { builds, partitions, parkedEvents, skippedEvents, documentsOf, log } = parts;
  // By now another one may be called so: that of an older release which came back.
  if (!(await builds.list()).some(({ id, state }) => id === build.id && state === 'retired')) return;
  await partitions.drop(build.id);
  await documentsOf(build).drop();
  await parkedEvents.drop(build.id);
  await skippedEvents.drop(build.id);
  await builds.forget(build);
  log(`${build.id} is gone`);
};
