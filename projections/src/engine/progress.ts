import type { Build } from '@doremi/shared/engines/read-side/build';
import { watermarkOf, type Lane } from '@doremi/shared/engines/read-side/lanes';
import { numbersOf, type Position } from '@doremi/shared/kernel/position';

/** How far a rebuild is. */
export interface Progress {
  /** Events folded (or parked) so far, of those that the projection handles. */
  readonly handled: number;
  /** How many there are; null while nothing can be said. */
  readonly total: number | null;
  /**
   * `counted`: the live build folded as many from the beginning to where it is. `estimated`, where nothing is live:
   * from how much of the log lies behind, in bytes, taking events to be spread evenly over it.
   */
  readonly totalIs: 'counted' | 'estimated';
  readonly eventsPerSecond: number;
  readonly secondsLeft: number | null;
}

/** What the lanes of a build have handled together. */
export const handledBy = (lanes: readonly Pick<Lane, 'handled'>[]): number =>
  lanes.reduce((sum, { handled }) => sum + handled, 0);

/** `live` are the lanes of the live build of the same version, none where there is none; `end` is the log's. */
export const progressOf = (
  lanes: readonly Lane[],
  live: readonly Lane[],
  end: Position | null,
  eventsPerSecond: number,
): Progress => {
  const handled = handledBy(lanes);
  const totalIs = live.length > 0 ? 'counted' : 'estimated';
  const total = live.length > 0 ? Math.max(handled, handledBy(live)) : estimated(handled, watermarkOf(lanes), end);
  const left = total === null ? null : total - handled;
  const secondsLeft = left === null || (left > 0 && eventsPerSecond === 0) ? null : left / (eventsPerSecond || 1);
  return { handled, total, totalIs, eventsPerSecond, secondsLeft };
};

const estimated = (handled: number, reached: Position | null, end: Position | null): number | null => {
  if (end === null) return handled;
  const done = reached === null ? 0n : numbersOf(reached).commit;
  if (handled === 0 || done === 0n) return null;
  return Math.max(handled, Math.round((handled * Number(numbersOf(end).commit)) / Number(done)));
};

interface Sample {
  readonly handled: number;
  readonly at: number;
}

/** A sample a second at most, and so many of them: the rate is that of about the last quarter of a minute. */
const SAMPLE_EVERY = 1_000;
const SAMPLES = 16;

/** How a build was when it got on last. */
interface Moved extends Sample {
  readonly watermark: Position | null;
}

/** How fast each build gets on, measured between looks at it. */
export class Rates {
  private readonly samples = new Map<string, readonly Sample[]>();
  private readonly moved = new Map<string, Moved>();

  constructor(private readonly now: () => Date) {}

  /** Notes how much a build has handled by now, and how far it is. */
  note(build: string, handled: number, watermark: Position | null): void {
    const at = this.now().getTime();
    const moved = this.moved.get(build);
    if (moved?.handled !== handled || moved.watermark !== watermark) this.moved.set(build, { handled, watermark, at });
    const samples = this.samples.get(build) ?? [];
    const isDue = at - (samples.at(-1)?.at ?? -Infinity) >= SAMPLE_EVERY;
    if (isDue) this.samples.set(build, [...samples, { handled, at }].slice(-SAMPLES));
  }

  /** Events per second; before there is anything to compare with, over the build's whole life. */
  of({ id, createdAt }: Pick<Build, 'id' | 'createdAt'>, handled: number): number {
    const first = this.samples.get(id)?.[0];
    const since = first && first.handled < handled ? first : { handled: 0, at: createdAt.getTime() };
    const seconds = (this.now().getTime() - since.at) / 1_000;
    return seconds > 0 ? (handled - since.handled) / seconds : 0;
  }

  /** Seconds since it was seen to get on. */
  stillFor(build: string): number {
    const moved = this.moved.get(build);
    return moved ? (this.now().getTime() - moved.at) / 1_000 : 0;
  }

  keepOnly(builds: ReadonlySet<string>): void {
    for (const known of [this.samples, this.moved])
      for (const build of known.keys()) if (!builds.has(build)) known.delete(build);
  }
}
