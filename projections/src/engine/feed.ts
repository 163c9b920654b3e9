import { setTimeout as delay } from 'node:timers/promises';
import {
  EngineUnavailable,
  PositionNotInLog,
  type EventStore,
  type LogItem,
  type SubscribeOptions,
} from '@doremi/shared/engines/event-store';
import { BEGINNING, laterOf, type Position } from '@doremi/shared/kernel/position';
import { watermarkOf } from '@doremi/shared/engines/read-side/lanes';
import { batchOf, type Batch } from './batch.js';
import { BoundedQueue } from './bounded-queue.js';
import { LostRace, type Feeder } from './feeder.js';
import { isAsNew, isFull, type HeldLane } from './held-lane.js';
import { LogEnd } from './log-end.js';
import type { LogWatch } from './log-watch.js';
import type { Meters } from './meters.js';
import { SerialQueue } from './serial-queue.js';

/** Waits between tries while an engine is away; milliseconds. */
const BACKOFF = [50, 100, 250, 500, 1_000];

/**
 * How long a batch waits to be full while there is a past to read; milliseconds. A document that changes twice in a batch
 * is written once.
 */
const LINGER = 250;

interface Parts {
  readonly store: Pick<EventStore, 'subscribe' | 'end'>;
  readonly feeder: Pick<Feeder, 'feed'>;
  /** Looks before each subscription whether the log is the one that the lanes were fed from. */
  readonly watch: Pick<LogWatch, 'lostAmong' | 'refused'>;
  readonly meters: Meters;
  /** The types to ask for, given the lanes; every event when absent. */
  readonly typesOf?: (lanes: readonly HeldLane[]) => string[];
  /** Called when the feed has reached the end, and when it dropped its lanes because it cannot know where they stand. */
  readonly onChange: () => void;
  readonly onTrouble: (error: Error) => void;
  readonly batchSize: number;
  readonly queueSize: number;
}

/** The subscription begins anew because the lanes are others now. */
class LanesChanged extends Error {}

/**
 * One subscription for many lanes, from the lowest of their checkpoints. Lanes come and go between batches; whatever
 * goes wrong, the feed lets go of its lanes, and is given them again with the positions that are stored.
 */
export class Feed {
  private readonly turns = new SerialQueue();
  private lanes: readonly HeldLane[] = [];
  private handled: Position = BEGINNING;
  private queue: BoundedQueue<LogItem> | null = null;
  private wake: () => void = () => undefined;
  /** Since something was handled last. */
  private failures = 0;

  constructor(private readonly parts: Parts) {}

  /** Feeds until the signal; rejects only with a fault that is no engine's absence. */
  async run(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => this.interrupt(new LanesChanged('stopping')), { once: true });
    while (!signal.aborted) {
      try {
        await this.pass(signal);
      } catch (error) {
        if (error instanceof LanesChanged) continue;
        await this.change([]);
        if (error instanceof LostRace) this.parts.meters.conflict();
        else if (!(error instanceof EngineUnavailable)) throw error;
        this.parts.onTrouble(error);
        const wait = BACKOFF[Math.min(this.failures++, BACKOFF.length - 1)];
        await delay(wait, undefined, { signal, ref: false }).catch(() => undefined);
        this.parts.onChange();
      }
    }
  }

  /**
   * Feeds these lanes from now on; resolves between two batches, when the change is in effect. A lane that it feeds
   * already goes on as it is, unless what is known of it elsewhere is newer: then the feed has missed an answer.
   */
  change(lanes: readonly HeldLane[]): Promise<void> {
    return this.turns.take(() => {
      const before = this.lanes;
      const own = new Map(before.map((lane) => [lane.id, lane]));
      this.lanes = lanes.map((lane) => {
        const known = own.get(lane.id);
        return known && isAsNew(known, lane) ? known : lane;
      });
      // One that stood still and has room again is behind as well.
      const isBehind = this.lanes.some((lane) => !isFull(lane) && lane.position < this.handled);
      const isEmptied = before.length > 0 && this.lanes.length === 0;
      // A lane that never caught up has to hear it from a subscription that began with it.
      const isNew = this.lanes.some((lane) => !lane.caughtUp && !before.includes(lane));
      if (isEmptied || isBehind || isNew) this.interrupt(new LanesChanged('other lanes'));
      this.wake();
    });
  }

  /** Runs between two batches, with the lanes fed at that moment. */
  between<T>(work: (lanes: readonly HeldLane[]) => Promise<T>): Promise<T> {
    return this.turns.take(() => work(this.lanes));
  }

  /** The lanes it feeds right now. */
  get held(): readonly HeldLane[] {
    return this.lanes;
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
    const lanes = await this.turns.take(() => {
      if (signal.aborted) throw new LanesChanged('stopping');
      this.queue = queue;
      const moving = this.lanes.filter((lane) => !isFull(lane));
      this.handled = watermarkOf(moving) ?? BEGINNING;
      return moving;
    });
    if (lanes.length === 0) return this.untilLanes(signal);
    await this.leave(await this.parts.watch.lostAmong(lanes));
    const after = this.handled;
    const end = await LogEnd.before(this.parts.store);
    const ending = new AbortController();
    const types = this.parts.typesOf?.(lanes);
    void this.pump(queue, { after, signal: ending.signal, ...(types && { types }) });
    try {
      for (let live = false; ;) {
        const items = await queue.take(this.parts.batchSize, live ? 0 : LINGER);
        await end.reaching(items);
        live = await this.turns.take(() => this.handle(batchOf(items, this.handled, end), live, queue));
      }
    } catch (error) {
      if (!(error instanceof PositionNotInLog)) throw error;
      const lost = lanes.filter(({ position }) => position === after);
      await this.leave(await this.parts.watch.refused(lanes, lost));
    } finally {
      ending.abort();
      queue.end(new LanesChanged('the pass is over'));
    }
  }

  /** Feeds these lanes no more, where there are any. */
  private async leave(lost: readonly HeldLane[]): Promise<void> {
    if (lost.length === 0) return;
    await this.change(this.lanes.filter((lane) => !lost.includes(lane)));
    this.parts.onChange();
    throw new LanesChanged('some of them are of another log');
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
    await this.parts.feeder.feed(this.lanes, batch, behindSince);
    this.handled = laterOf(this.handled, batch.end);
    this.failures = 0;
    if (batch.caughtUp) this.parts.onChange();
    return live;
  }

  private untilLanes(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
      if (this.lanes.some((lane) => !isFull(lane)) || signal.aborted) resolve();
    });
  }
}
