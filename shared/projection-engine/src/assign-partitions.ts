import type { Partition } from '@doremi/event-sourcing';
import type { Worker } from '@doremi/read-models';

/** A partition with what matters for sharing: whose model it is, and whether it is a rebuild's. */
export interface Assignable extends Pick<Partition, 'id' | 'number' | 'epoch' | 'owner' | 'until'> {
  readonly model: string;
  readonly building: boolean;
}

export interface Assignment {
  readonly release: readonly Assignable[];
  readonly take: readonly Assignable[];
}

/**
 * What `me` should let go of and what it should take, so that every worker ends up with an equal part of the partitions
 * that it can feed, rebuilds and live ones each. Every worker computes the same quotas, so no partition is left over.
 */
export const assignPartitions = (
  partitions: readonly Assignable[],
  workers: readonly Worker[],
  me: Worker,
  now: Date,
): Assignment => {
  const present = [me, ...workers.filter(({ id }) => id !== me.id)].sort((a, b) => (a.id < b.id ? -1 : 1));
  const groups = new Map<string, { able: readonly Worker[]; partitions: Assignable[] }>();
  for (const partition of partitions) {
    const able = present.filter(({ models }) => models.includes(partition.model));
    const name = JSON.stringify([partition.building, able.map(({ id }) => id)]);
    const group = groups.get(name) ?? { able, partitions: [] };
    groups.set(name, group);
    group.partitions.push(partition);
  }
  const shares = [...groups.values()].map(({ able, partitions }) => assignmentOf(partitions, able, me, now));
  return { release: shares.flatMap(({ release }) => release), take: shares.flatMap(({ take }) => take) };
};

const assignmentOf = (partitions: Assignable[], able: readonly Worker[], me: Worker, now: Date): Assignment => {
  const rank = able.findIndex(({ id }) => id === me.id);
  if (rank < 0) return { release: [], take: [] };
  const quota = Math.floor(partitions.length / able.length) + (rank < partitions.length % able.length ? 1 : 0);
  // By partition number first, so that each build's partitions are spread as well.
  const inOrder = partitions.sort((a, b) => a.number - b.number || (a.id < b.id ? -1 : 1));
  const mine = inOrder.filter(({ owner }) => owner === me.id);
  const free = inOrder.filter(({ owner, until }) => owner !== me.id && (owner === null || until <= now));
  return { release: mine.slice(quota), take: free.slice(0, Math.max(0, quota - mine.length)) };
};
