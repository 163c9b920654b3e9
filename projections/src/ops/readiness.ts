import { type EventLog, mismatchText } from '@doremi/event-sourcing';
import { type Readiness, stateOf } from '@doremi/process';
import type { ProjectionEngine, ProjectionStatus } from '@doremi/projection-engine';

type BuildStatus = ProjectionStatus['builds'][number];

interface Parts {
  readonly eventStore: { readonly ping: () => Promise<void> };
  readonly mongo: { readonly ping: () => Promise<void> };
  readonly eventLog: { readonly read: () => Promise<EventLog> };
  readonly board: { readonly look: ProjectionEngine['status'] };
}

/** A rebuild that handles nothing for so long, although there is more, is stuck; seconds. */
const STUCK_AFTER = 30;

/**
 * Ready once the engines are there, the event store is the one that was read, and every projection of this release has
 * a live build that is whole and fed; degraded while something is parked or a rebuild is stuck.
 */
export const readinessOf = async ({ eventStore, mongo, eventLog, board }: Parts): Promise<Readiness> => {
  let toLookAt: Readiness['parts'] = {};
  const lookForBuilds = async (): Promise<void> => {
    const projections = await board.look();
    toLookAt = degradations(projections.flatMap(({ builds }) => builds));
    const troubles = projections.flatMap(({ name, isCurrent, live, builds }) => {
      if (!isCurrent) return [];
      const read = builds.find(({ build }) => build === live);
      if (!read?.built) return [`${name} is not built yet`];
      if (read.stranded) return [`${name} is of another log and has to be built anew`];
      return read.lagSeconds === null ? [`${name} is not fed yet`] : [];
    });
    if (troubles.length > 0) throw new Error(troubles.join(', '));
  };
  const lookAtTheLog = async (): Promise<void> => {
    const { mismatch } = await eventLog.read();
    if (mismatch) throw new Error(mismatchText(mismatch));
  };
  const [eventstore, mongodb, log, builds] = await Promise.all([
    stateOf(() => eventStore.ping()),
    stateOf(() => mongo.ping()),
    stateOf(lookAtTheLog),
    stateOf(lookForBuilds),
  ]);
  const parts = { eventstore, mongodb, log, builds };
  const ready = Object.values(parts).every((state) => state === 'up');
  return { ready, degraded: Object.keys(toLookAt).length > 0, parts: { ...parts, ...toLookAt } };
};

/** What an operator should look at. */
const degradations = (builds: readonly BuildStatus[]): Readiness['parts'] => {
  const parked = builds.reduce((sum, build) => sum + build.parked, 0);
  const stuck = builds.filter(({ stuckSeconds }) => stuckSeconds >= STUCK_AFTER).map(({ build }) => build);
  return {
    ...(parked > 0 && { parked: parked === 1 ? '1 event' : `${parked} events` }),
    ...(stuck.length > 0 && { stuck: stuck.join(', ') }),
  };
};
