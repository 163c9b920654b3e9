/** How far back it is measured, and how often at most; milliseconds. */
const WINDOW = 15_000;
const SAMPLE_EVERY = 1_000;

interface Sample {
  readonly handled: number;
  readonly at: number;
}

/** How many events each build handles, measured between looks at it, whatever state it is in. */
export class Throughput {
  private readonly samples = new Map<string, readonly Sample[]>();

  constructor(private readonly now: () => Date) {}

  /** Notes how much a build has handled by now. */
  note(build: string, handled: number): void {
    const at = this.now().getTime();
    const known = this.samples.get(build) ?? [];
    const last = known.at(-1);
    if (last && at - last.at < SAMPLE_EVERY) return;
    // The last one before the window is where it is measured from.
    const from = Math.max(
      0,
      known.findLastIndex((sample) => sample.at <= at - WINDOW),
    );
    this.samples.set(build, [...known.slice(from), { handled, at }]);
  }

  /** Events per second since then; null where it was not looked at before. */
  of(build: string, handled: number): number | null {
    const [first] = this.samples.get(build) ?? [];
    const seconds = first ? (this.now().getTime() - first.at) / 1_000 : 0;
    return first && seconds > 0 ? Math.max(0, handled - first.handled) / seconds : null;
  }

  keepOnly(builds: ReadonlySet<string>): void {
    for (const build of this.samples.keys()) if (!builds.has(build)) this.samples.delete(build);
  }
}
