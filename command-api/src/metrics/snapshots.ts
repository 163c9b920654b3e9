import { EngineUnavailable } from '@doremi/event-sourcing';
import { Counter, type Logger, type Registry } from '@doremi/process';
import type { SnapshotObserver } from '../command-handler/snapshots.js';

const OUTCOMES = ['used', 'ignored', 'kept', 'failed'] as const;

/** Counts stored states by what became of them, and logs why one could not be read or written. */
export const countSnapshots = (registry: Registry, log: Pick<Logger, 'warn'>): SnapshotObserver => {
  const snapshots = new Counter({
    name: 'doremi_snapshots_total',
    help: 'Stored states of aggregates: used, ignored because they did not fit, kept (written) or failed',
    labelNames: ['outcome'],
    registers: [registry],
  });
  for (const outcome of OUTCOMES) snapshots.inc({ outcome }, 0);
  return (outcome, stream, error) => {
    snapshots.inc({ outcome });
    // Of an engine that is away, commands tell.
    if (error !== undefined && !(error instanceof EngineUnavailable)) log.warn({ err: error, stream }, 'snapshot');
  };
};
