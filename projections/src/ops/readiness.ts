import { stateOf, type Readiness } from '@doremi/shared/process/run';
import type { StatusBoard } from '../engine/status.js';

interface Parts {
  readonly eventStore: { readonly ping: () => Promise<void> };
  readonly mongo: { readonly ping: () => Promise<void> };
  readonly board: Pick<StatusBoard, 'look'>;
}

/** Ready once the engines are there and every projection has a live build that is whole and fed; degraded by parked events. */
export const readinessOf = async ({ eventStore, mongo, board }: Parts): Promise<Readiness> => {
  let parked = 0;
  const lookForBuilds = async (): Promise<void> => {
    const projections = await board.look();
    parked = projections.flatMap(({ builds }) => builds).reduce((sum, build) => sum + build.parked, 0);
    const troubles = projections.flatMap(({ name, live, builds }) => {
      const read = builds.find(({ build }) => build === live);
      if (!read?.built) return [`${name} is not built yet`];
      return read.lagSeconds === null ? [`${name} is not fed yet`] : [];
    });
    if (troubles.length > 0) throw new Error(troubles.join(', '));
  };
  const [eventstore, mongodb, builds] = await Promise.all([
    stateOf(() => eventStore.ping()),
    stateOf(() => mongo.ping()),
    stateOf(lookForBuilds),
  ]);
  const parts = { eventstore, mongodb, builds };
  const ready = Object.values(parts).every((state) => state === 'up');
  return {
    ready,
    degraded: parked > 0,
    parts: { ...parts, ...(parked > 0 && { parked: parked === 1 ? '1 event' : `${parked} events` }) },
  };
};
