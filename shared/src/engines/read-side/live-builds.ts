import { EngineUnavailable } from '../event-store.js';
import { PROMOTED, type Announcements } from './announcements.js';
import { liveOf, type Build } from './build.js';
import type { Builds } from './builds.js';

/** How often a reader looks for promotions by itself; milliseconds. */
const LOOK_EVERY = 1_000;

/** What was seen longer ago is not relied on: a process that was paused may have slept through a build's whole life. */
const RELY_FOR = 5_000;

/** Which build of each read model is read right now: kept in memory, and renewed at a promotion or within a second. */
export class LiveBuilds {
  private seen: readonly Build[] = [];
  private looking: Promise<void> | null = null;
  private lookedAt = -Infinity;
  private readonly timer: NodeJS.Timeout;
  private readonly stopListening: () => void;

  constructor(
    private readonly builds: Pick<Builds, 'list'>,
    announcements?: Announcements,
  ) {
    const lookAgain = (): void => void this.look().catch(() => undefined);
    this.timer = setInterval(lookAgain, LOOK_EVERY).unref();
    this.stopListening = announcements?.subscribe(PROMOTED, lookAgain) ?? (() => undefined);
  }

  /** The live build of the model; throws EngineUnavailable while there is none that has seen everything once. */
  async of(model: string): Promise<Build> {
    const known = performance.now() - this.lookedAt < RELY_FOR ? liveOf(this.seen, model) : undefined;
    if (known?.builtAt) return known;
    await this.look();
    const found = liveOf(this.seen, model);
    if (!found?.builtAt) throw new EngineUnavailable(`the read model ${model} is not built yet`);
    return found;
  }

  /** What was known at the last look of a build, whatever its state; undefined once it is gone. */
  known(id: string): Build | undefined {
    return this.seen.find((build) => build.id === id);
  }

  /** Looks once for everybody who asks meanwhile. */
  look(): Promise<void> {
    this.looking ??= this.builds
      .list()
      .then((builds) => {
        this.seen = builds;
        this.lookedAt = performance.now();
      })
      .finally(() => (this.looking = null));
    return this.looking;
  }

  close(): void {
    clearInterval(this.timer);
    this.stopListening();
  }
}
