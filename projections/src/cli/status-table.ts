import { mismatchText } from '@doremi/event-sourcing';
import type { ProjectionStatus } from '@doremi/projection-engine';
import type { Standing } from './ops-client.js';
import { table } from './table.js';

type BuildStatus = ProjectionStatus['builds'][number];

const HEAD = ['projection', 'version', 'build', 'state', 'documents', 'watermark', 'lag', 'lanes', 'parked', 'rebuild'];

/** What `status` says: first of all that the log is another one, where it is. */
export const statusText = ({ log: { mismatch }, projections }: Standing): string =>
  mismatch
    ? [
        `${capitalised(mismatchText(mismatch))}.`,
        'Put the right one back, or keep it: npm run projections -- accept-log (docs/runbooks/restore-from-backup.md)',
        '',
        statusTable(projections),
      ].join('\n')
    : statusTable(projections);

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A row per build. */
export const statusTable = (projections: readonly ProjectionStatus[]): string =>
  table([HEAD, ...projections.flatMap(({ name, version, builds }) => builds.map(rowOf(name, version)))]);

const rowOf =
  (name: string, version: number) =>
  (status: BuildStatus): string[] => {
    const { build, documents, watermark, lagSeconds, lanes, parked, skipped, progress } = status;
    return [
      name,
      String(version),
      build,
      stateOf(status),
      String(documents),
      watermark ? `0x${watermark.slice(0, 16).replace(/^0+(?=.)/, '')}` : '-',
      lagSeconds === null ? 'not fed' : `${lagSeconds.toFixed(1)} s`,
      holders(lanes),
      skipped > 0 ? `${parked} (${skipped} skipped)` : String(parked),
      progress ? progressText(progress) : '-',
    ];
  };

const stateOf = ({ state, built, stranded }: BuildStatus): string => {
  if (stranded) return `${state}, ${stranded === 'ANOTHER_LOG' ? 'of another log' : 'at no place of this log'}`;
  return built ? state : `${state}, not built yet`;
};

/** Who holds how many lanes: `4 by 1f0c…`. */
const holders = (lanes: BuildStatus['lanes']): string => {
  const held = new Map<string, number>();
  for (const { owner } of lanes) held.set(owner ?? 'nobody', (held.get(owner ?? 'nobody') ?? 0) + 1);
  return [...held].map(([owner, count]) => `${count} by ${owner.slice(0, 8)}`).join(', ');
};

/** One line on how a rebuild gets on. */
export const progressText = (progress: NonNullable<BuildStatus['progress']>): string => {
  const { handled, total, totalIs, eventsPerSecond, secondsLeft } = progress;
  const of = total === null ? '?' : `${totalIs === 'estimated' ? '~' : ''}${total}`;
  const left = secondsLeft === null ? 'time left unknown' : `${Math.ceil(secondsLeft)} s left`;
  return `${handled}/${of} events, ${Math.round(eventsPerSecond)}/s, ${left}`;
};
