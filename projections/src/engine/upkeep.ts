import type { Lane } from '@doremi/shared/engines/read-side/lanes';
import type { ParkedEvent, ParkedEvents } from '@doremi/shared/engines/read-side/parked-events';
import { BEGINNING } from '@doremi/shared/kernel/position';
import type { Feed } from './feed.js';
import type { HeldLane } from './held-lane.js';

type Entries = Pick<ParkedEvents, 'park' | 'remove'>;

/** How things stood in the store; the lanes were read before the entries. */
interface Seen {
  readonly lanes: readonly Lane[];
  readonly parked: readonly ParkedEvent[];
}

/** The lane that an entry speaks of, where it is among these. */
export const laneOfEntry = (lanes: readonly HeldLane[], { build, lane }: ParkedEvent): HeldLane | undefined =>
  lanes.find((held) => held.target.build.id === build && held.lane === lane);

/**
 * Makes the entries agree with what the lanes of a feed hold back. They are written apart from the lanes, so a crash,
 * a lost answer or a worker that slept may leave one without the other.
 */
export const tidyEntries = async (entries: Entries, feed: Feed, { lanes: seen, parked }: Seen): Promise<void> => {
  const isStale = (lanes: readonly HeldLane[], entry: ParkedEvent): boolean =>
    laneOfEntry(lanes, entry)?.parked.has(entry.key) === false;
  const named = new Set(parked.map(({ build, key }) => `${build}/${key}`));
  const unnamed = new Map(
    seen.map(({ id, build, parked }) => [id, parked.filter((key) => !named.has(`${build}/${key}`))]),
  );
  const unnamedOf = (lane: HeldLane): string[] => (unnamed.get(lane.id) ?? []).filter((key) => lane.parked.has(key));
  const isTidy =
    !parked.some((entry) => isStale(feed.held, entry)) && feed.held.every((lane) => !unnamedOf(lane).length);
  if (isTidy) return;
  // Between two batches no entry is on its way to its checkpoint.
  await feed.between(async (lanes) => {
    for (const entry of parked.filter((entry) => isStale(lanes, entry)))
      await entries.remove(entry.build, entry.key, laneOfEntry(lanes, entry)?.epoch);
    await entries.park(lanes.flatMap((lane) => unnamedOf(lane).map((key) => lostEntry(lane, key))));
  });
};

/** A try from the beginning finds out what it was about: what the document is past is not folded again. */
const lostEntry = ({ target, lane, epoch }: HeldLane, key: string): ParkedEvent => ({
  build: target.build.id,
  lane,
  key,
  after: BEGINNING,
  position: BEGINNING,
  type: '',
  stream: '',
  error: 'what it was is not known any more',
  parkedAt: new Date(),
  retry: true,
  epoch,
});
