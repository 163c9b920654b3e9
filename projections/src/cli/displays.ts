import cliProgress from 'cli-progress';
import type { BuildStatus, Display } from './follow.js';
import { progressText } from './status-table.js';

const PARKED = (parked: number): string => `${parked} parked, so it will not be promoted: see parked list`;
const BLOCKED = ({ build, parked }: BuildStatus): string =>
  `${build} has seen everything and can't be promoted: ${parked} parked. See \`npm run projections -- parked list\``;
const AWAY = 'projections is away; the rebuild goes on when it is back';

/** Plain lines, for pipes and logs: one when something can be said anew, at most one per `everyMs` and rebuild. */
export const lines = (print: (line: string) => void, everyMs = 1_000): Display => {
  const printed = new Map<string, number>();
  const seldom = (about: string, text: string): void => {
    if (Date.now() - (printed.get(about) ?? 0) < everyMs) return;
    printed.set(about, Date.now());
    print(text);
  };
  return {
    show: (name, { progress, parked }) => {
      if (progress) seldom(name, `${name}: ${progressText(progress)}${parked > 0 ? `; ${PARKED(parked)}` : ''}`);
    },
    done: (name, build) => print(`${name}: ${build} is live`),
    blocked: (name, build) => print(`${name}: ${BLOCKED(build)}`),
    away: (since) => (since === null ? print('projections is back') : seldom('', `${AWAY} (${Math.round(since)} s)`)),
    close: () => undefined,
  };
};

/** A bar per rebuild, for a terminal. */
export const bars = (): Display => {
  const multi = new cliProgress.MultiBar(
    { format: '{name} {bar} {percentage}%  {text}', hideCursor: true, clearOnComplete: false, gracefulExit: false },
    cliProgress.Presets.shades_classic,
  );
  const bars = new Map<string, cliProgress.SingleBar>();
  const open = new Set<string>();
  const barOf = (name: string): cliProgress.SingleBar => {
    const bar = bars.get(name) ?? multi.create(1, 0, { name: name.padEnd(14), text: '' });
    bars.set(name, bar);
    return bar;
  };
  return {
    show: (name, { progress, parked }) => {
      if (!progress) return;
      const bar = barOf(name);
      open.add(name);
      bar.setTotal(Math.max(1, progress.total ?? progress.handled * 2));
      bar.update(progress.handled, { text: parked > 0 ? PARKED(parked) : progressText(progress) });
    },
    done: (name, build) => {
      const bar = barOf(name);
      open.delete(name);
      bar.update(bar.getTotal(), { text: `${build} is live` });
    },
    blocked: (name, build) => {
      open.delete(name);
      barOf(name).update({ text: BLOCKED(build) });
    },
    away: (since) => {
      if (since !== null) for (const name of open) barOf(name).update({ text: `${AWAY} (${Math.round(since)} s)` });
    },
    close: () => multi.stop(),
  };
};
