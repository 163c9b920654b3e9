import { type Build, numbersOf, type Partition, type Position, watermarkOf } from '@doremi/event-sourcing';

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

/** What the partitions of a build have handled together. */
export const handledBy = (partitions: readonly Pick<Partition, 'handled'>[]): number =>
  partitions.reduce((sum, { handled }) => sum + handled, 0);

/** `live` are the partitions of the live build of the same version, none where there is none; `end` is the log's. */
export const progressOf = (
  partitions: readonly Partition[],
  live: readonly Partition[],
  end: Position | null,
  pace: Pick<Progress, 'eventsPerSecond' | 'secondsLeft'>,
): Progress => {
  const handled = handledBy(partitions);
  const totalIs = live.length > 0 ? 'counted' : 'estimated';
  const total = live.length > 0 ? Math.max(handled, handledBy(live)) : estimated(handled, watermarkOf(partitions), end);
  return { handled, total, totalIs, ...pace };
};

const estimated = (handled: number, reached: Position | null, end: Position | null): number | null => {
  if (end === null) return handled;
  const done = reached === null ? 0n : numbersOf(reached).commit;
  if (handled === 0 || done === 0n) return null;
  return Math.max(handled, Math.round((handled * Number(numbersOf(end).commit)) / Number(done)));
};

interface Sample {
  readonly handled: number;
  /** How much of the log was behind it; bytes. */
  readonly behind: number;
  readonly at: number;
}

/** A sample a second at most, and so many of them: the rate is that of about the last quarter of a minute. */
const SAMPLE_EVERY = 1_000;
const SAMPLES = 16;

/** A rebuild records its place about once a second: for so long it is taken to get on as it did; milliseconds. */
const UNRECORDED = 1_500;

const bytesBefore = (position: Position | null): number => (position ? Number(numbersOf(position).commit) : 0);

/** How fast each build gets on, measured between looks at it. */
export class Rates {
  private readonly samples = new Map<string, readonly Sample[]>();
  /** How each was when it got on last. */
  private readonly moved = new Map<string, Sample>();

  constructor(private readonly now: () => Date) {}

  /** Notes how much a build has handled by now, and how far it is. */
  note(build: string, handled: number, watermark: Position | null): void {
    const at = this.now().getTime();
    const sample = { handled, behind: bytesBefore(watermark), at };
    const moved = this.moved.get(build);
    if (moved?.handled === handled && moved.behind === sample.behind) return;
    this.moved.set(build, sample);
    const samples = this.samples.get(build) ?? [];
    // The way to the first event, when partitions are given out, says nothing about the pace.
    const isDue = sample.behind > 0 && at - (samples.at(-1)?.at ?? -Infinity) >= SAMPLE_EVERY;
    if (isDue) this.samples.set(build, [...samples, sample].slice(-SAMPLES));
  }

  /**
   * Events per second, and the seconds to the log's end. A rebuild takes as long as the way through the log, however
   * unevenly its own events lie there. Before there is anything to compare with, it is the pace of the build's whole
   * life.
   */
  paceOf(
    { id, createdAt }: Pick<Build, 'id' | 'createdAt'>,
    handled: number,
    watermark: Position | null,
    end: Position | null,
  ): Pick<Progress, 'eventsPerSecond' | 'secondsLeft'> {
    const now = this.now().getTime();
    const behind = bytesBefore(watermark);
    const first = this.samples.get(id)?.[0];
    const since = first && first.behind < behind ? first : { handled: 0, behind: 0, at: createdAt.getTime() };
    // What it did since its place was recorded is on no record yet, and done all the same.
    const recordedAt = Math.max(this.moved.get(id)?.at ?? now, now - UNRECORDED);
    const seconds = Math.max(0.001, (recordedAt - since.at) / 1_000);
    const ahead = Math.max(0, bytesBefore(end) - behind);
    const onTheWay = ahead === 0 ? 0 : (ahead * seconds) / (behind - since.behind);
    const secondsLeft = Math.max(0, onTheWay - (now - recordedAt) / 1_000);
    return {
      eventsPerSecond: (handled - since.handled) / seconds,
      secondsLeft: end !== null && Number.isFinite(secondsLeft) ? secondsLeft : null,
    };
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
