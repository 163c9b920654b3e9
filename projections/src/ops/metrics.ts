import { Counter, Gauge, Histogram, type Registry } from '@doremi/process';
import { type EventLog, numbersOf } from '@doremi/event-sourcing';
import type { ProjectionEngineOptions, ProjectionStatus } from '@doremi/projection-engine';

type BuildStatus = ProjectionStatus['builds'][number];

type Observer = NonNullable<ProjectionEngineOptions['observer']>;

/** What the engine counts, in the process's registry; the gauges are read off `look` whenever they are asked for. */
export const metricsOf = (
  registry: Registry,
  look: () => Promise<readonly ProjectionStatus[]>,
  eventLog: () => Promise<EventLog>,
): Required<Pick<Observer, 'batch' | 'conflict' | 'parked'>> => {
  const registers = [registry];
  const events = new Counter({
    name: 'doremi_projection_events_total',
    help: 'Events handled, once per read model',
    registers,
  });
  const conflicts = new Counter({
    name: 'doremi_projection_write_conflicts_total',
    help: 'Batches dropped',
    registers,
  });
  const parked = new Counter({ name: 'doremi_projection_parked_total', help: 'Events parked', registers });
  const buckets = [1, 2, 5, 10, 20, 50, 100, 200, 500];
  const sizes = new Histogram({ name: 'doremi_projection_batch_events', help: 'Events per batch', buckets, registers });
  gaugesOn(registry, look);
  mismatchOn(registry, eventLog);
  return {
    batch: (size, handled) => {
      events.inc(handled);
      sizes.observe(size);
    },
    conflict: () => conflicts.inc(),
    parked: (count) => parked.inc(count),
  };
};

/** While MongoDB is away it says what it said last. */
const mismatchOn = (registry: Registry, eventLog: () => Promise<EventLog>): void => {
  const made: Gauge = new Gauge({
    name: 'doremi_event_store_mismatch',
    help: 'Whether the event store is proven not to be the one that was read',
    registers: [registry],
    collect: async () => {
      const log = await eventLog().catch(() => null);
      if (log) made.set(log.mismatch ? 1 : 0);
    },
  });
};

const gaugesOn = (registry: Registry, look: () => Promise<readonly ProjectionStatus[]>): void => {
  let looking: Promise<readonly BuildStatus[]> | null = null;
  // One look serves all gauges of a scrape. While MongoDB is away there is nothing to tell; readiness says so.
  const builds = (): Promise<readonly BuildStatus[]> =>
    (looking ??= look()
      .then(
        (projections) => projections.flatMap(({ builds }) => builds),
        () => [],
      )
      .finally(() => (looking = null)));
  const gauge = (name: string, help: string, valueOf: (build: BuildStatus) => number | null): void => {
    const made: Gauge<'build'> = new Gauge({
      name,
      help,
      labelNames: ['build'],
      registers: [registry],
      collect: async () => {
        const all = await builds();
        made.reset();
        for (const build of all) {
          const value = valueOf(build);
          if (value !== null) made.set({ build: build.build }, value);
        }
      },
    });
  };
  gauge('doremi_projection_lag_seconds', 'Age of the oldest event not handled', ({ lagSeconds }) => lagSeconds);
  gauge('doremi_projection_skipped_events', 'Events that an operator passed over', ({ skipped }) => skipped);
  gauge('doremi_projection_parked_events', 'Events that wait for an operator', ({ parked }) => parked);
  gauge(
    'doremi_projection_watermark',
    'Commit position that everything below is handled up to',
    ({ watermark, stranded }) => (watermark === null || stranded ? null : Number(numbersOf(watermark).commit)),
  );
  gauge('doremi_projection_stranded', 'Read models that are read and fed no more', ({ state, stranded }) =>
    state === 'live' && stranded ? 1 : null,
  );
  gauge('doremi_projection_rebuild_progress_ratio', 'Events handled over the total, of a rebuild', ({ progress }) =>
    progress?.total ? progress.handled / progress.total : null,
  );
};
