import { PROMOTED, type Announcements } from '@doremi/shared/engines/read-side/announcements';
import { liveOf, type Build } from '@doremi/shared/engines/read-side/build';
import type { Builds } from '@doremi/shared/engines/read-side/builds';
import { watermarkOf, type Lane, type Lanes } from '@doremi/shared/engines/read-side/lanes';
import type { ParkedEvent, ParkedEvents } from '@doremi/shared/engines/read-side/parked-events';
import type { Documents } from '@doremi/shared/engines/read-side/documents';

interface Parts {
  readonly builds: Pick<Builds, 'markBuilt' | 'promote' | 'retire' | 'forget'>;
  readonly lanes: Pick<Lanes, 'drop'>;
  readonly parkedEvents: Pick<ParkedEvents, 'drop'>;
  readonly documentsOf: (build: Build) => Pick<Documents, 'drop'>;
  readonly announcements?: Pick<Announcements, 'publish'>;
  readonly log: (message: string) => void;
  readonly now: () => Date;
  /** How long the former live build is kept for a way back; milliseconds. */
  readonly retireAfterMs: number;
}

/** How things stand, as one look at the read side saw it. */
export interface Seen {
  readonly builds: readonly Build[];
  readonly lanes: readonly Lane[];
  readonly parked: readonly ParkedEvent[];
}

/** Takes each build to its next state, where its conditions are met. Any worker may do it, and two at once do no harm. */
export const advance = async (parts: Parts, seen: Seen): Promise<void> => {
  for (const build of seen.builds) {
    switch (build.state) {
      case 'building':
      case 'live':
        if (!build.builtAt && hasSeenEverything(build, seen)) await markBuilt(parts, build);
        if (build.state === 'building' && mayBePromoted(build, seen)) await promote(parts, build, seen);
        break;
      case 'standby':
        if (isOver(build, parts)) await parts.builds.retire(build);
        break;
      case 'retired':
        await dispose(parts, build);
        break;
    }
  }
};

const lanesOf = (build: Build, { lanes }: Seen) => lanes.filter((lane) => lane.build === build.id);

const hasSeenEverything = (build: Build, seen: Seen): boolean => {
  const lanes = lanesOf(build, seen);
  return lanes.length === build.lanes && lanes.every(({ caughtUp }) => caughtUp);
};

/** A build may be read in place of the live one once it is as far, and nothing of it is held back. */
export const mayBePromoted = (build: Build, seen: Seen): boolean => {
  const live = liveOf(seen.builds, build.model);
  const reached = watermarkOf(lanesOf(build, seen));
  const toReach = live && watermarkOf(lanesOf(live, seen));
  const isParked = seen.parked.some((event) => event.build === build.id);
  return hasSeenEverything(build, seen) && !isParked && (!toReach || (reached !== null && reached >= toReach));
};

const markBuilt = async ({ builds, announcements }: Parts, build: Build): Promise<void> => {
  await builds.markBuilt(build);
  await announcements?.publish(PROMOTED, build.model);
};

const promote = async ({ builds, announcements, log }: Parts, build: Build, seen: Seen): Promise<void> => {
  if (!(await builds.promote(build, liveOf(seen.builds, build.model)))) return;
  log(`${build.id} is live`);
  await announcements?.publish(PROMOTED, build.model);
};

/** However short a way back is wanted: every reader has heard of the promotion by then. Milliseconds. */
const FOLLOWED_WITHIN = 10_000;

const isOver = ({ standbySince }: Build, { now, retireAfterMs }: Parts): boolean =>
  standbySince !== null && standbySince.getTime() + Math.max(retireAfterMs, FOLLOWED_WITHIN) <= now().getTime();

/** One look after it was retired, when every worker has let go of it. */
const dispose = async ({ builds, lanes, parkedEvents, documentsOf, log }: Parts, build: Build): Promise<void> => {
  await lanes.drop(build.id);
  await documentsOf(build).drop();
  await parkedEvents.drop(build.id);
  await builds.forget(build);
  log(`${build.id} is gone`);
};
