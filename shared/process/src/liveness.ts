/** Says that a loop came round. One that ended on purpose is watched no more. */
export interface Watched {
  readonly cameRound: () => void;
  readonly ended: () => void;
}

/**
 * Whether the process still does what it should, so that one that is stuck is replaced. A loop that waits for an engine
 * comes round with each of its tries, so an engine that is away makes nobody stuck. A blocked event loop needs no
 * watching: it gives no answer at all.
 */
export class Liveness {
  private readonly loops = new Map<string, { readonly within: number; lastRound: number }>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Expects a loop to come round at least every `within` milliseconds from now on; generous, for a busy machine. */
  watch(name: string, within: number): Watched {
    const loop = { within, lastRound: this.now() };
    this.loops.set(name, loop);
    return {
      cameRound: () => {
        loop.lastRound = this.now();
      },
      ended: () => void this.loops.delete(name),
    };
  }

  /** The names of the loops that made no progress in their time. */
  stuck(): readonly string[] {
    return [...this.loops].filter(([, { within, lastRound }]) => this.now() - lastRound > within).map(([name]) => name);
  }
}
