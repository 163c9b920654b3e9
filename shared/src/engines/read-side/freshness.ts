import type { Position } from '../../kernel/position.js';
import { CHANGED, readChanges, type Announcements } from './announcements.js';
import type { Build } from './build.js';
import { watermarkOf, type Lanes } from './lanes.js';

/** How often the lanes are looked at while somebody waits; milliseconds. An announcement is usually sooner. */
const LOOK_EVERY = 20;

type Waited = Pick<Build, 'id' | 'lanes'>;

interface Waiter {
  readonly build: Waited;
  readonly position: Position;
  readonly wake: (reached: boolean) => void;
}

/** How far each build is, and waiting for one to get there. */
export class Freshness {
  /** Per build, the highest position known of each of its lanes. */
  private readonly reached = new Map<string, Map<number, Position>>();
  private readonly waiters = new Set<Waiter>();
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> | null = null;
  private readonly stopListening: () => void;

  constructor(
    private readonly lanes: Pick<Lanes, 'list'>,
    announcements?: Announcements,
  ) {
    this.stopListening =
      announcements?.subscribe(CHANGED, (message) => {
        for (const { build, lanes, position } of readChanges(message))
          for (const lane of lanes) this.note(build, lane, position);
        this.wakeUp();
      }) ?? (() => undefined);
  }

  /** Waits until the build is at or past the position; false when it was not within `timeoutMs`. */
  async waitFor(build: Waited, position: Position, timeoutMs: number): Promise<boolean> {
    if (this.isAt(build, position)) return true;
    return new Promise((resolve) => {
      const wake = (reached: boolean): void => {
        clearTimeout(timeout);
        this.waiters.delete(waiter);
        resolve(reached);
      };
      const waiter: Waiter = { build, position, wake };
      const timeout = setTimeout(() => wake(this.isAt(build, position)), timeoutMs);
      this.waiters.add(waiter);
      this.lookWhileSomebodyWaits();
    });
  }

  /** The build's watermark as it stands in MongoDB; null when it has no lanes. */
  async watermark(build: string): Promise<Position | null> {
    return watermarkOf(await this.lanes.list([build]));
  }

  close(): void {
    this.stopListening();
    for (const { wake } of [...this.waiters]) wake(false);
  }

  private isAt({ id, lanes }: Waited, position: Position): boolean {
    const reached = this.reached.get(id);
    return reached?.size === lanes && [...reached.values()].every((lane) => lane >= position);
  }

  private lookWhileSomebodyWaits(): void {
    if (this.timer || this.looking || this.waiters.size === 0) return;
    this.looking = this.look().finally(() => {
      this.looking = null;
      if (this.waiters.size === 0) return;
      this.timer = setTimeout(() => {
        this.timer = null;
        this.lookWhileSomebodyWaits();
      }, LOOK_EVERY);
    });
  }

  private async look(): Promise<void> {
    const builds = new Set([...this.waiters].map(({ build }) => build.id));
    // While MongoDB is away nothing gets fresher; the waiters' own time limits answer them.
    const lanes = await this.lanes.list([...builds]).catch(() => []);
    for (const { build, lane, position } of lanes) this.note(build, lane, position);
    this.wakeUp();
  }

  private wakeUp(): void {
    for (const { build, position, wake } of this.waiters) if (this.isAt(build, position)) wake(true);
  }

  private note(build: string, lane: number, position: Position): void {
    const reached = this.reached.get(build) ?? new Map<number, Position>();
    this.reached.set(build, reached);
    if ((reached.get(lane) ?? '') < position) reached.set(lane, position);
  }
}
