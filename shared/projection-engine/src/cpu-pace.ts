import { setTimeout as delay } from 'node:timers/promises';

/** For so long at most somebody rests, and what was not used is kept; milliseconds. */
const WINDOW = 1_000;

/** What the process has used and what time it is; milliseconds. */
export interface Meter {
  readonly cpu: () => number;
  readonly now: () => number;
}

const OF_THIS_PROCESS: Meter = {
  cpu: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  },
  now: () => performance.now(),
};

/**
 * Keeps the process below so many cores, all its threads together, by rests of whoever asks. What others do for it meanwhile, a
 * database that writes, may take no larger share of the time.
 */
export class CpuPace {
  private since: { readonly cpu: number; readonly at: number } | null = null;

  constructor(
    private readonly cores: number,
    private readonly meter: Meter = OF_THIS_PROCESS,
  ) {}

  /** How long to rest now; milliseconds. */
  due(): number {
    if (this.cores === Infinity) return 0;
    const [cpu, at] = [this.meter.cpu(), this.meter.now()];
    const since = (this.since ??= { cpu, at });
    const due = (cpu - since.cpu) / this.cores - (at - since.at);
    // What others in the process use meanwhile, and more than it may, is no debt that grows from rest to rest.
    const rest = Math.min(Math.max(0, due), WINDOW);
    if (at - since.at >= WINDOW) this.since = { cpu, at: at + rest };
    return rest;
  }

  /** Rests for as long as it is due, or until the signal. */
  async rest(signal: AbortSignal): Promise<void> {
    const due = this.due();
    if (due >= 1) await delay(due, undefined, { signal }).catch(() => undefined);
  }

  /** Rests after somebody else has worked for so many milliseconds. */
  async restAfter(worked: number): Promise<void> {
    if (this.cores < 1) await delay(worked / this.cores - worked, undefined, { ref: false });
  }
}
