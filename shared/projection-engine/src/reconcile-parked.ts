import { BEGINNING, type Partition } from '@doremi/event-sourcing';
import type { ParkedEvent, ReadModelStore } from '@doremi/read-models';
import type { Subscription } from './subscription.js';
import type { LeasedPartition } from './leased-partition.js';

type Entries = Pick<ReadModelStore['parkedEvents'], 'park' | 'remove'>;

/** How things stood in the store; the partitions were read before the entries. */
interface Seen {
  readonly partitions: readonly Partition[];
  readonly parked: readonly ParkedEvent[];
}

/** The partition that an entry speaks of, where it is among these. */
export const partitionOfEntry = (
  partitions: readonly LeasedPartition[],
  { build, partition }: ParkedEvent,
): LeasedPartition | undefined =>
  partitions.find((held) => held.target.build.id === build && held.number === partition);

/**
 * Makes the entries agree with what the partitions of a subscription hold back. They are written apart from the
 * partitions, so a crash, a lost answer or a worker that slept may leave one without the other.
 */
export const reconcileParked = async (
  entries: Entries,
  subscription: Subscription,
  { partitions: seen, parked }: Seen,
): Promise<void> => {
  const isStale = (partitions: readonly LeasedPartition[], entry: ParkedEvent): boolean =>
    partitionOfEntry(partitions, entry)?.parked.has(entry.key) === false;
  const named = new Set(parked.map(({ build, key }) => `${build}/${key}`));
  const unnamed = new Map(
    seen.map(({ id, build, parked }) => [id, parked.filter((key) => !named.has(`${build}/${key}`))]),
  );
  const unnamedOf = (partition: LeasedPartition): string[] =>
    (unnamed.get(partition.id) ?? []).filter((key) => partition.parked.has(key));
  const isTidy =
    !parked.some((entry) => isStale(subscription.held, entry)) &&
    subscription.held.every((partition) => !unnamedOf(partition).length);
  if (isTidy) return;
  // Between two batches no entry is on its way to its checkpoint.
  await subscription.between(async (partitions) => {
    for (const entry of parked.filter((entry) => isStale(partitions, entry)))
      await entries.remove(entry.build, entry.key, partitionOfEntry(partitions, entry)?.epoch);
    await entries.park(partitions.flatMap((partition) => unnamedOf(partition).map((key) => lostEntry(partition, key))));
  });
};

/** A try from the beginning finds out what it was about: what the document is past is not folded again. */
const lostEntry = ({ target, number, epoch }: LeasedPartition, key: string): ParkedEvent => ({
  build: target.build.id,
  partition: number,
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
