import { setTimeout as delay } from 'node:timers/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  BEGINNING,
  EngineUnavailable,
  type EventStore,
  laterOf,
  type LogItem,
  type Position,
  PositionNotInLog,
  type SubscribeOptions,
  watermarkOf,
} from '@doremi/event-sourcing';
import { BoundedQueue } from './bounded-queue.js';
import { batchOf, LogEnd, type Batch } from './batch.js';
import type { BatchProcessor } from './batch-processor.js';
import type { CpuPace } from './cpu-pace.js';
import { WriteConflict } from './folded-writer.js';
import { isAsNew, isFull, type LeasedPartition } from './leased-partition.js';
import type { LogWatch } from './log-watch.js';
import type { EngineObserver } from './options.js';

/** Waits between tries while an engine is away; milliseconds. */
const BACKOFF = [50, 100, 250, 500, 1_000];

/**
 * How long a batch waits to be full while there is a past to read; milliseconds. A document that changes twice in a batch
 * is written once.
 */
const LINGER = 250;

interface Parts {
  readonly store: Pick<EventStore, 'subscribe' | 'end'>;
  readonly processor: Pick<BatchProcessor, 'begin' | 'finish' | 'process' | 'room' | 'settle'>;
  /** Looks before each subscription whether the log is the one that the partitions were fed from. */
  readonly watch: Pick<LogWatch, 'lostAmong' | 'refused'>;
  readonly observer: EngineObserver;
  /** The types to ask for, given the partitions; every event when absent. */
  readonly typesOf?: (partitions: readonly LeasedPartition[]) => string[];
  /** Called when it has reached the end, and when it dropped its partitions because it cannot know where they stand. */
  readonly onChange: () => void;
  readonly onTrouble: (error: Error) => void;
  readonly batchSize: number;
  readonly queueSize: number;
  /** How fast it may go until it is live. */
  readonly pace?: Pick<CpuPace, 'rest'>;
}

/** The subscription begins anew because the partitions are others now. */
class PartitionsChanged extends Error {}

/**
 * One subscription for many partitions, from the lowest of their checkpoints. Partitions come and go between batches;
 * whatever goes wrong, it lets go of its partitions, and is given them again with the positions that are stored.
 */
export class Subscription {
  private readonly serial = new SerialQueue();
  private partitions: readonly LeasedPartition[] = [];
  private handled: Position = BEGINNING;
  private queue: BoundedQueue<LogItem> | null = null;
  private wake: () => void = () => undefined;
  /** Since something was handled last. */
  private failures = 0;

  constructor(private readonly parts: Parts) {}

  /** Works until the signal; rejects only with a fault that is no engine's absence. */
  async run(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => this.interrupt(new PartitionsChanged('stopping')), { once: true });
    while (!signal.aborted) {
      try {
        await this.pass(signal);
      } catch (error) {
        if (error instanceof PartitionsChanged) continue;
        await this.change([]);
        if (error instanceof WriteConflict) this.parts.observer.conflict?.();
        else if (!(error instanceof EngineUnavailable)) throw error;
        this.parts.onTrouble(error);
        const wait = BACKOFF[Math.min(this.failures++, BACKOFF.length - 1)];
        await delay(wait, undefined, { signal, ref: false }).catch(() => undefined);
        this.parts.onChange();
      }
    }
    await this.serial.take(() => this.parts.processor.settle(this.partitions));
  }

  /**
   * Processes events for these partitions from now on; resolves between two batches, when the change is in effect. A
   * partition that it has already goes on as it is, unless what is known of it elsewhere is newer: then it has missed
   * an answer.
   */
  change(partitions: readonly LeasedPartition[]): Promise<void> {
    return this.serial.take(async () => {
      const ids = new Set(partitions.map(({ id }) => id));
      // Whoever is given it next writes its documents.
      if (this.partitions.some(({ id }) => !ids.has(id))) await this.parts.processor.finish();
      const before = this.partitions;
      const own = new Map(before.map((partition) => [partition.id, partition]));
      this.partitions = partitions.map((partition) => {
        const known = own.get(partition.id);
        return known && isAsNew(known, partition) ? known : partition;
      });
      // One that stood still and has room again is behind as well.
      const isBehind = this.partitions.some((partition) => !isFull(partition) && partition.folded < this.handled);
      const isEmptied = before.length > 0 && this.partitions.length === 0;
      // A partition that never caught up has to hear it from a subscription that began with it.
      const isNew = this.partitions.some((partition) => !partition.caughtUp && !before.includes(partition));
      if (isEmptied || isBehind || isNew) this.interrupt(new PartitionsChanged('other partitions'));
      this.wake();
    });
  }

  /** Runs between two batches, with the partitions fed at that moment, and everything written that they folded. */
  between<T>(work: (partitions: readonly LeasedPartition[]) => Promise<T>): Promise<T> {
    return this.serial.take(async () => {
      if (!(await this.parts.processor.settle(this.partitions)))
        throw new EngineUnavailable('what was folded before could not be written');
      return work(this.partitions);
    });
  }

  /** The partitions that it processes events for right now. */
  get held(): readonly LeasedPartition[] {
    return this.partitions;
  }

  /** What was taken from the queue and not handled yet is dropped: it may begin behind a gap. */
  private interrupt(reason: Error): void {
    this.queue?.end(reason);
    this.queue = null;
    this.wake();
  }

  /** One subscription, from its beginning to its interruption. */
  private async pass(signal: AbortSignal): Promise<void> {
    const queue = new BoundedQueue<LogItem>(this.parts.queueSize);
    const partitions = await this.serial.take(async () => {
      await this.parts.processor.begin(this.partitions);
      if (signal.aborted) throw new PartitionsChanged('stopping');
      this.queue = queue;
      const moving = this.partitions.filter((partition) => !isFull(partition));
      this.handled = watermarkOf(moving) ?? BEGINNING;
      return moving;
    });
    if (partitions.length === 0) return this.untilPartitions(signal);
    await this.leave(await this.parts.watch.lostAmong(partitions));
    const after = this.handled;
    const end = await LogEnd.before(this.parts.store);
    const ending = new AbortController();
    const types = this.parts.typesOf?.(partitions);
    void this.pump(queue, { after, signal: ending.signal, ...(types && { types }) });
    try {
      for (let live = false; ;) {
        await this.parts.processor.room();
        const items = await queue.take(this.parts.batchSize, live ? 0 : LINGER);
        await end.reaching(items);
        live = await this.serial.take(() => this.handle(batchOf(items, this.handled, end), live, queue));
        if (live) continue;
        await this.parts.pace?.rest(signal);
        // A full queue has the next batch ready: whoever waits for an answer, or to renew a lease, comes before it.
        await nextTurn();
      }
    } catch (error) {
      if (!(error instanceof PositionNotInLog)) throw error;
      const lost = partitions.filter(({ position }) => position === after);
      await this.leave(await this.parts.watch.refused(partitions, lost));
    } finally {
      ending.abort();
      queue.end(new PartitionsChanged('the pass is over'));
    }
  }

  /** Leaves these partitions alone from now on, where there are any. */
  private async leave(lost: readonly LeasedPartition[]): Promise<void> {
    if (lost.length === 0) return;
    await this.change(this.partitions.filter((partition) => !lost.includes(partition)));
    this.parts.onChange();
    throw new PartitionsChanged('some of them are of another log');
  }

  private async pump(queue: BoundedQueue<LogItem>, options: SubscribeOptions): Promise<void> {
    try {
      for await (const item of this.parts.store.subscribe(options)) {
        const put = queue.put(item, item.kind === 'caughtUp');
        if (put !== true && !(await put)) return;
      }
      queue.end(new EngineUnavailable('the subscription ended'));
    } catch (error) {
      queue.end(error);
    }
  }

  /** Returns whether events are live now. */
  private async handle(batch: Batch, wasLive: boolean, queue: BoundedQueue<LogItem>): Promise<boolean> {
    const live = wasLive || batch.caughtUp;
    if (this.queue !== queue) return live;
    const last = batch.events.at(-1);
    const behindSince = live && queue.isEmpty ? null : new Date(last?.metadata.occurredAt ?? Date.now());
    await this.parts.processor.process(this.partitions, batch, behindSince);
    this.handled = laterOf(this.handled, batch.end);
    this.failures = 0;
    if (batch.caughtUp) this.parts.onChange();
    return live;
  }

  private untilPartitions(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
      if (this.partitions.some((partition) => !isFull(partition)) || signal.aborted) resolve();
    });
  }
}

/** Runs one thing after the other: what wants to see or change shared state does so between two batches. */
export class SerialQueue {
  private last: Promise<unknown> = Promise.resolve();

  take<T>(work: () => Promise<T> | T): Promise<T> {
    const turn = this.last.then(work);
    this.last = turn.catch(() => undefined);
    return turn;
  }
}
