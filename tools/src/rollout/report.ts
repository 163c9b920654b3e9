import type { Answer } from './workload.js';

const PHASES = ['before', 'during', 'after'];
/** How many times slower than before the slowest percent may be while replicas are replaced. */
const SLOWER_AT_MOST = 3;

const failed = ({ status }: Answer): boolean => status < 200 || status >= 300;

const percentile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil((sorted.length * part) / 100) - 1)] ?? 0;

/**
 * A line for each phase, and one for each kind of failure; good without a failure, without anything that somebody put aside
 * (`parked`, as told), and without a slow release.
 */
export const report = (
  answers: readonly Answer[],
  parked: readonly string[],
): { readonly text: string; readonly isGood: boolean } => {
  const counted = answers.filter(({ phase }) => PHASES.includes(phase));
  const phases = PHASES.map((phase) => {
    const own = counted.filter((one) => one.phase === phase);
    const times = own.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
    return {
      phase,
      requests: own.length,
      failures: own.filter(failed).length,
      p50: percentile(times, 50),
      p99: percentile(times, 99),
    };
  });
  const [before, during] = phases;
  const slower = (during?.p99 ?? 0) / (before?.p99 ?? 1);
  const kinds = new Map<string, number>();
  for (const { phase, what, status, code } of counted.filter(failed)) {
    const kind = `${phase}: ${what} ${status} ${code}`;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  const lines = [
    'phase    requests  failures  p50 ms  p99 ms',
    ...phases.map(({ phase, requests, failures, p50, p99 }) =>
      [phase.padEnd(7), pad(requests, 9), pad(failures, 9), pad(p50, 7), pad(p99, 7)].join(' '),
    ),
    `p99 during over before: ${slower.toFixed(1)} (at most ${SLOWER_AT_MOST})`,
    `parked: ${parked.length}`,
    ...parked,
    ...[...kinds].map(([kind, count]) => `${count} × ${kind}`),
  ];
  const isClean = kinds.size === 0 && parked.length === 0;
  return { text: lines.join('\n'), isGood: isClean && counted.length > 0 && slower <= SLOWER_AT_MOST };
};

const pad = (value: number, width: number): string => value.toFixed(0).padStart(width);
