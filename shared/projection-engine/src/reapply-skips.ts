import type { Build } from '@doremi/event-sourcing';
import type { ParkedEvent, ReadModelStore } from '@doremi/read-models';

interface Parts extends Pick<ReadModelStore, 'parkedEvents' | 'skippedEvents'> {
  readonly log: (message: string) => void;
  readonly now: () => Date;
}

interface Seen {
  readonly builds: readonly Build[];
  readonly parked: readonly ParkedEvent[];
}

/**
 * A rebuild meets the events again that were passed over in another build of its version: that was decided, so they are
 * passed over here as well, in the name of whoever decided it.
 */
export const reapplySkips = async (
  { parkedEvents, skippedEvents, log, now }: Parts,
  { id, model }: Build,
  { builds, parked }: Seen,
): Promise<void> => {
  const waiting = parked.filter(({ build, retry }) => build === id && !retry);
  if (waiting.length === 0) return;
  const others = builds.filter((build) => build.model === model && build.id !== id).map((build) => build.id);
  const decided = await skippedEvents.list(others);
  for (const event of waiting) {
    const before = decided.find(({ key, position }) => key === event.key && position === event.position);
    if (!before) continue;
    await skippedEvents.record(event, before.by, now());
    await parkedEvents.askSkip(id, event.key, event.position);
    log(
      `${id}:${event.key}: ${event.type} at ${event.position} is passed over, as ${before.by} decided for ${before.build}`,
    );
  }
};
