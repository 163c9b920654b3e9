import type { Lane } from '@doremi/shared/engines/read-side/lanes';
import type { HeldLane } from './held-lane.js';

type Place = Pick<Lane, 'epoch' | 'position'>;

/** Where lanes were stored, by their ids, as it is known at this moment. */
export const placesOf = (held: readonly HeldLane[]): ReadonlyMap<string, Place> =>
  new Map(held.map(({ id, epoch, position }) => [id, { epoch, position }]));

/**
 * Whether a lane, looked up after these places were known, is stored further back: an epoch and a position never go back,
 * so the store was restored from an older copy. Its documents are older too, and no event need come that would show it.
 */
export const hasGoneBack = (places: ReadonlyMap<string, Place>, lanes: readonly Lane[]): boolean =>
  lanes.some(({ id, epoch, position }) => {
    const known = places.get(id);
    if (!known || epoch > known.epoch) return false;
    return epoch < known.epoch || position < known.position;
  });
