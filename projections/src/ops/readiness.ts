import { stateOf, type Readiness } from '@doremi/shared/process/run';
import type { StatusBoard } from '../engine/status.js';

interface Parts {
  readonly eventStore: { readonly ping: () => Promise<void> };
  readonly mongo: { readonly ping: () => Promise<void> };
  readonly board: Pick<StatusBoard, 'look'>;
}

/** Ready once the engines are there and every projection has a build that has seen everything; degraded by parked events. */
export const readinessOf = async ({ eventStore, mongo, board }: Parts): Promise<Readiness> => {
  let parked = 0;
  const lookForBuilds = async (): Promise<void> => {
    const projections = await board.look();
    parked = projections.flatMap(({ builds }) => builds).reduce((sum, build) => sum + build.parked, 0);
    const missing = projections.filter(
      ({ live, builds }) => !builds.some(({ build, built }) => build === live && built),
    );
    if (missing.length > 0) throw new Error(`not built yet: ${missing.map(({ name }) => name).join(', ')}`);
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
