import { setTimeout as delay } from 'node:timers/promises';
import cliProgress from 'cli-progress';
import type { BuildStatus, ProjectionStatus } from '../engine/status.js';
import { OpsError, type BegunRebuild, type OpsClient } from './ops-client.js';
import { progressText } from './status-table.js';

/** Shows how the rebuilds get on, until the last one is live. */
export interface Display {
  readonly show: (name: string, build: BuildStatus) => void;
  readonly done: (name: string, build: string) => void;
  readonly close: () => void;
}

/** How often progress is asked for, milliseconds. */
const LOOK_EVERY = 250;

/** Follows rebuilds to their promotion. Throws OpsError when one of them vanishes. */
export const follow = async (
  client: Pick<OpsClient, 'status'>,
  begun: readonly BegunRebuild[],
  display: Display,
  lookEvery = LOOK_EVERY,
): Promise<void> => {
  const open = new Map(begun.map((rebuild) => [rebuild.build, rebuild.name]));
  try {
    for (;;) {
      const projections = await client.status();
      for (const [build, name] of open) if (isOver(projections, name, build, display)) open.delete(build);
      if (open.size === 0) return;
      await delay(lookEvery);
    }
  } finally {
    display.close();
  }
};

const isOver = (projections: readonly ProjectionStatus[], name: string, id: string, display: Display): boolean => {
  const projection = projections.find((each) => each.name === name);
  const build = projection?.builds.find((each) => each.build === id);
  if (!build) throw new OpsError(`${id} was dropped before it was live`);
  if (projection?.live === id) {
    display.done(name, id);
    return true;
  }
  display.show(name, build);
  return false;
};

/** Plain lines, for pipes and logs: one when something can be said anew, at most one per `everyMs` and rebuild. */
export const lines = (print: (line: string) => void, everyMs = 1_000): Display => {
  const printed = new Map<string, number>();
  return {
    show: (name, { progress, parked }) => {
      if (!progress || Date.now() - (printed.get(name) ?? 0) < everyMs) return;
      printed.set(name, Date.now());
      print(`${name}: ${progressText(progress)}${parked > 0 ? `; ${parked} parked, so it will not be promoted` : ''}`);
    },
    done: (name, build) => print(`${name}: ${build} is live`),
    close: () => undefined,
  };
};

/** A bar per rebuild, for a terminal. */
export const bars = (): Display => {
  const multi = new cliProgress.MultiBar(
    { format: '{name} {bar} {percentage}%  {text}', hideCursor: true, clearOnComplete: false },
    cliProgress.Presets.shades_classic,
  );
  const bars = new Map<string, cliProgress.SingleBar>();
  const barOf = (name: string): cliProgress.SingleBar => {
    const bar = bars.get(name) ?? multi.create(1, 0, { name: name.padEnd(14), text: '' });
    bars.set(name, bar);
    return bar;
  };
  return {
    show: (name, { progress, parked }) => {
      if (!progress) return;
      const bar = barOf(name);
      bar.setTotal(Math.max(1, progress.total ?? progress.handled * 2));
      const text = parked > 0 ? `${parked} parked, so it will not be promoted` : progressText(progress);
      bar.update(progress.handled, { text });
    },
    done: (name, build) => {
      const bar = barOf(name);
      bar.update(bar.getTotal(), { text: `${build} is live` });
    },
    close: () => multi.stop(),
  };
};
