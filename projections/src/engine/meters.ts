import { Counter, Gauge, Histogram, type Registry } from '@doremi/shared/process/metrics';
import type { ProjectionStatus } from './status.js';

/** What the engine counts while it runs. */
export interface Meters {
  /** A batch of this many events was handled. */
  readonly batch: (events: number) => void;
  /** A batch was dropped because a write or a checkpoint did not take effect. */
  readonly conflict: () => void;
  readonly parked: (events: number) => void;
}

/** Counts in the process's registry; the gauges are read off `look` whenever they are asked for. */
export const metersOn = (registry: Registry, look: () => Promise<readonly ProjectionStatus[]>): Meters => {
  const registers = [registry];
  const events = new Counter({ name: 'projections_events_total', help: 'Events handled', registers });
  const conflicts = new Counter({ name: 'projections_write_conflicts_total', help: 'Batches dropped', registers });
  const parked = new Counter({ name: 'projections_parked_total', help: 'Events parked', registers });
  const buckets = [1, 2, 5, 10, 20, 50, 100, 200, 500];
  const sizes = new Histogram({ name: 'projections_batch_size', help: 'Events per batch', buckets, registers });
  gaugesOn(registry, look);
  return {
    batch: (size) => {
      events.inc(size);
      sizes.observe(size);
    },
    conflict: () => conflicts.inc(),
    parked: (count) => parked.inc(count),
  };
};

const gaugesOn = (registry: Registry, look: () => Promise<readonly ProjectionStatus[]>): void => {
  const gauge = (name: string, help: string, collect?: () => Promise<void>) =>
    new Gauge({ name, help, labelNames: ['build'], registers: [registry], ...(collect && { collect }) });
  const watermark = gauge('projections_watermark', 'Commit position that everything below is handled up to');
  const waiting = gauge('projections_parked_events', 'Events that wait for an operator');
  const rebuild = gauge('projections_rebuild_progress_ratio', 'Events handled over the total, of a rebuild');
  const lag = gauge('projections_lag_seconds', 'Age of the oldest event not handled', async () => {
    for (const each of [watermark, waiting, rebuild, lag]) each.reset();
    // While MongoDB is away there is nothing to tell; readiness says so.
    const projections = await look().catch(() => []);
    for (const { build, watermark: position, lagSeconds, parked, progress } of projections.flatMap(
      ({ builds }) => builds,
    )) {
      if (position) watermark.set({ build }, Number.parseInt(position.slice(0, 16), 16));
      if (lagSeconds !== null) lag.set({ build }, lagSeconds);
      waiting.set({ build }, parked);
      if (progress?.total) rebuild.set({ build }, progress.handled / progress.total);
    }
  });
};
