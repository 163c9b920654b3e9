import { EngineUnavailable, type EventStore } from '@doremi/event-sourcing';
import type { ParkedEvent, ReadModelStore } from '@doremi/read-models';
import { SerialQueue, type Subscription } from './subscription.js';
import { WriteConflict } from './folded-writer.js';
import type { LeasedPartition } from './leased-partition.js';
import type { EngineObserver } from './options.js';
import { Replay } from './replay.js';

interface Parts {
  readonly owner: string;
  readonly store: Pick<EventStore, 'subscribe' | 'end'>;
  readonly partitions: Pick<ReadModelStore['partitions'], 'handBack'>;
  readonly parkedEvents: Pick<ReadModelStore['parkedEvents'], 'parkAgain' | 'removeAll'>;
  readonly observer: Pick<EngineObserver, 'conflict'>;
  readonly log: (message: string) => void;
}

/** Folds what was held back, in order, from the event store; then its keys go on with the others. */
export class Retries {
  /** One after the other: each reads the log, and holds the documents of its keys. */
  private readonly serial = new SerialQueue();
  private readonly underWay = new Set<string>();

  constructor(private readonly parts: Parts) {}

  /**
   * Retries keys of a partition that the subscription holds, in one pass over the log; at once nothing, where that
   * partition is at it already. Never rejects: what fails stays parked.
   */
  async retry(
    subscription: Subscription,
    partition: LeasedPartition,
    asked: readonly ParkedEvent[],
    signal: AbortSignal,
  ): Promise<void> {
    if (this.underWay.has(partition.id)) return;
    this.underWay.add(partition.id);
    try {
      await this.serial.take(() => this.once(subscription, partition, asked, signal));
    } catch (error) {
      await this.afterFailure(partition, asked, error);
    } finally {
      this.underWay.delete(partition.id);
    }
  }

  /** Resolves when nothing is retried any more. */
  idle(): Promise<void> {
    return this.serial.take(() => undefined);
  }

  private async once(
    subscription: Subscription,
    partition: LeasedPartition,
    asked: readonly ParkedEvent[],
    signal: AbortSignal,
  ): Promise<void> {
    const replay = new Replay(this.parts.store, partition.target, asked);
    // Most of it while the subscription goes on; only the last few events between two of its batches.
    await replay.run(partition.position, signal);
    await subscription.between(async (partitions) => {
      if (!partitions.includes(partition)) throw new WriteConflict('the partition is fed by another worker now');
      if (replay.reached < partition.position) await replay.run(partition.position, signal);
      await this.handBack(partition, replay.keys);
      await this.parkAgain(partition, asked, replay.failed);
    });
  }

  /** The partition stands still here, so keys that are as far as the partition can go on with it. */
  private async handBack(partition: LeasedPartition, keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    const { owner, partitions, parkedEvents, log } = this.parts;
    if (!(await partitions.handBack(owner, partition, partition.position, keys)))
      throw new WriteConflict('a lease was lost');
    partition.epoch++;
    for (const key of keys) {
      partition.parked.delete(key);
      log(`${partition.target.build.id}: ${key} goes on`);
    }
    await parkedEvents.removeAll(partition.target.build.id, keys, partition.epoch);
  }

  /** What another try may mend is tried again at the next look; with any other fault an operator has to say so. */
  private async afterFailure(
    partition: LeasedPartition,
    asked: readonly ParkedEvent[],
    thrown: unknown,
  ): Promise<void> {
    const error = thrown instanceof Error ? thrown.message : String(thrown);
    this.parts.log(`${partition.id}: retry: ${error}`);
    if (thrown instanceof WriteConflict) this.parts.observer.conflict?.();
    else if (!(thrown instanceof EngineUnavailable))
      await this.parkAgain(
        partition,
        asked,
        asked.map((event) => ({ ...event, error, retry: false })),
      ).catch(() => undefined);
  }

  private async parkAgain(
    { target, epoch }: LeasedPartition,
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
