import type { Partition } from '@doremi/event-sourcing';
import type { LeasedPartition } from './leased-partition.js';

type Place = Pick<Partition, 'epoch' | 'position'>;

/** Where partitions were stored, by their ids, as it is known at this moment. */
export const positionsOf = (held: readonly LeasedPartition[]): ReadonlyMap<string, Place> =>
  new Map(held.map(({ id, epoch, position }) => [id, { epoch, position }]));

/**
 * Whether a partition, looked up after these places were known, is stored further back: an epoch and a position never
 * go back, so the store was restored from an older copy. Its documents are older too, and no event need come that would
 * show it.
 */
export const areRestored = (places: ReadonlyMap<string, Place>, partitions: readonly Partition[]): boolean =>
  partitions.some(({ id, epoch, position }) => {
    const known = places.get(id);
    if (!known || epoch > known.epoch) return false;
    return epoch < known.epoch || position < known.position;
  });
