import { EngineUnavailable, type EventStore } from '@doremi/shared/engines/event-store';
import type { Lanes } from '@doremi/shared/engines/read-side/lanes';
import type { ParkedEvent, ParkedEvents } from '@doremi/shared/engines/read-side/parked-events';
import type { Feed } from './feed.js';
import { LostRace } from './feeder.js';
import type { HeldLane } from './held-lane.js';
import type { Meters } from './meters.js';
import { Replay } from './replay.js';
import { SerialQueue } from './serial-queue.js';

interface Parts {
  readonly owner: string;
  readonly store: Pick<EventStore, 'subscribe' | 'end'>;
  readonly lanes: Pick<Lanes, 'handBack'>;
  readonly parkedEvents: Pick<ParkedEvents, 'parkAgain' | 'removeAll'>;
  readonly meters: Pick<Meters, 'conflict'>;
  readonly log: (message: string) => void;
}

/** Folds what was held back, in order, from the event store; then its keys go on with the others. */
export class Retries {
  /** One after the other: each reads the log, and holds the documents of its keys. */
  private readonly turns = new SerialQueue();
  private readonly underWay = new Set<string>();

  constructor(private readonly parts: Parts) {}

  /**
   * Retries keys of a lane that the feed holds, in one pass over the log; at once nothing, where that lane is at it
   * already. Never rejects: what fails stays parked.
   */
  async retry(feed: Feed, lane: HeldLane, asked: readonly ParkedEvent[], signal: AbortSignal): Promise<void> {
    if (this.underWay.has(lane.id)) return;
    this.underWay.add(lane.id);
    try {
      await this.turns.take(() => this.once(feed, lane, asked, signal));
    } catch (error) {
      await this.afterFailure(lane, asked, error);
    } finally {
      this.underWay.delete(lane.id);
    }
  }

  /** Resolves when nothing is retried any more. */
  idle(): Promise<void> {
    return this.turns.take(() => undefined);
  }

  private async once(feed: Feed, lane: HeldLane, asked: readonly ParkedEvent[], signal: AbortSignal): Promise<void> {
    const replay = new Replay(this.parts.store, lane.target, asked);
    // Most of it while the feed goes on; only the last few events between two of its batches.
    await replay.run(lane.position, signal);
    await feed.between(async (lanes) => {
      if (!lanes.includes(lane)) throw new LostRace('the lane is fed by another worker now');
      if (replay.reached < lane.position) await replay.run(lane.position, signal);
      await this.handBack(lane, replay.keys);
      await this.parkAgain(lane, asked, replay.failed);
    });
  }

  /** The lane stands still here, so keys that are as far as the lane can go on with it. */
  private async handBack(lane: HeldLane, keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    const { owner, lanes, parkedEvents, log } = this.parts;
    if (!(await lanes.handBack(owner, lane, lane.position, keys))) throw new LostRace('a lease was lost');
    lane.epoch++;
    for (const key of keys) {
      lane.parked.delete(key);
      log(`${lane.target.build.id}: ${key} goes on`);
    }
    await parkedEvents.removeAll(lane.target.build.id, keys, lane.epoch);
  }

  /** What another try may mend is tried again at the next look; with any other fault an operator has to say so. */
  private async afterFailure(lane: HeldLane, asked: readonly ParkedEvent[], thrown: unknown): Promise<void> {
    const error = thrown instanceof Error ? thrown.message : String(thrown);
    this.parts.log(`${lane.id}: retry: ${error}`);
    if (thrown instanceof LostRace) this.parts.meters.conflict();
    else if (!(thrown instanceof EngineUnavailable))
      await this.parkAgain(
        lane,
        asked,
        asked.map((event) => ({ ...event, error, retry: false })),
      ).catch(() => undefined);
  }

  private async parkAgain(
    { target, epoch }: HeldLane,
    asked: readonly ParkedEvent[],
    failed: readonly ParkedEvent[],
  ): Promise<void> {
    for (const event of failed) {
      this.parts.log(`${target.build.id}: retry of ${event.key}: ${event.error}`);
      const tried = asked.find(({ key }) => key === event.key);
      await this.parts.parkedEvents.parkAgain({ ...event, epoch }, tried?.skip);
    }
  }
}
