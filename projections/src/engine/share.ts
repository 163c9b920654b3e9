import type { Lane } from '@doremi/shared/engines/read-side/lanes';
import type { Worker } from '@doremi/shared/engines/read-side/workers';

/** A lane with what matters for sharing: whose model it is, and whether it is a rebuild's. */
export interface Shared extends Pick<Lane, 'id' | 'lane' | 'epoch' | 'owner' | 'until'> {
  readonly model: string;
  readonly building: boolean;
}

export interface Share {
  readonly release: readonly Shared[];
  readonly take: readonly Shared[];
}

/**
 * What `me` should let go of and what it should take, so that every worker ends up with an equal part of the lanes
 * that it can feed, rebuilds and live ones each. Every worker computes the same quotas, so no lane is left over.
 */
export const shareOut = (lanes: readonly Shared[], workers: readonly Worker[], me: Worker, now: Date): Share => {
  const present = [me, ...workers.filter(({ id }) => id !== me.id)].sort((a, b) => (a.id < b.id ? -1 : 1));
  const groups = new Map<string, { able: readonly Worker[]; lanes: Shared[] }>();
  for (const lane of lanes) {
    const able = present.filter(({ models }) => models.includes(lane.model));
    const name = JSON.stringify([lane.building, able.map(({ id }) => id)]);
    const group = groups.get(name) ?? { able, lanes: [] };
    groups.set(name, group);
    group.lanes.push(lane);
  }
  const shares = [...groups.values()].map(({ able, lanes }) => shareOf(lanes, able, me, now));
  return { release: shares.flatMap(({ release }) => release), take: shares.flatMap(({ take }) => take) };
};

const shareOf = (lanes: Shared[], able: readonly Worker[], me: Worker, now: Date): Share => {
  const rank = able.findIndex(({ id }) => id === me.id);
  if (rank < 0) return { release: [], take: [] };
  const quota = Math.floor(lanes.length / able.length) + (rank < lanes.length % able.length ? 1 : 0);
  // By lane number first, so that each build's lanes are spread as well.
  const inOrder = lanes.sort((a, b) => a.lane - b.lane || (a.id < b.id ? -1 : 1));
  const mine = inOrder.filter(({ owner }) => owner === me.id);
  const free = inOrder.filter(({ owner, until }) => owner !== me.id && (owner === null || until <= now));
  return { release: mine.slice(quota), take: free.slice(0, Math.max(0, quota - mine.length)) };
};
