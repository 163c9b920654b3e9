import {
  type Announcements,
  type Build,
  CHANGED,
  type Position,
  readChanges,
  watermarkOf,
} from '@doremi/event-sourcing';
import { type Partitions } from './partitions.js';

/** How often the partitions are looked at while somebody waits; milliseconds. An announcement is usually sooner. */
const LOOK_EVERY = 20;

type Waited = Pick<Build, 'id' | 'partitions'>;

interface Waiter {
  readonly build: Waited;
  readonly position: Position;
  readonly wake: (reached: boolean) => void;
}

/** How far each build is, and waiting for one to get there. */
export class Freshness {
  /** Per build, the highest position known of each of its partitions. */
  private readonly reached = new Map<string, Map<number, Position>>();
  private readonly waiters = new Set<Waiter>();
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> | null = null;
  private readonly stopListening: () => void;

  constructor(
    private readonly partitions: Pick<Partitions, 'list'>,
    announcements?: Announcements,
  ) {
    this.stopListening =
      announcements?.subscribe(CHANGED, (message) => {
        for (const { build, partitions, position } of readChanges(message))
          for (const partition of partitions) this.note(build, partition, position);
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

  /** The build's watermark as it stands in MongoDB; null when it has no partitions. */
  async watermark(build: string): Promise<Position | null> {
    return watermarkOf(await this.partitions.list([build]));
  }

  close(): void {
    this.stopListening();
    for (const { wake } of [...this.waiters]) wake(false);
  }

  private isAt({ id, partitions }: Waited, position: Position): boolean {
    const reached = this.reached.get(id);
    return reached?.size === partitions && [...reached.values()].every((partition) => partition >= position);
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
    const partitions = await this.partitions.list([...builds]).catch(() => []);
    for (const { build, number, position } of partitions) this.note(build, number, position);
    this.wakeUp();
  }

  private wakeUp(): void {
    for (const { build, position, wake } of this.waiters) if (this.isAt(build, position)) wake(true);
  }

  private note(build: string, partition: number, position: Position): void {
    const reached = this.reached.get(build) ?? new Map<number, Position>();
    this.reached.set(build, reached);
    if ((reached.get(partition) ?? '') < position) reached.set(partition, position);
  }
}
