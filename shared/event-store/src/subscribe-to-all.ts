import {
  BEGINNING,
  type LogItem,
  numbersOf,
  type Position,
  PositionNotInLog,
  type SubscribeOptions,
} from '@doremi/event-sourcing';
import { asEngineFault } from './engine-faults.js';
import type { EventStoreConnection } from './connection/connection.js';
import { AsyncQueue } from './async-queue.js';
import { followAll, type Following } from './follow-all.js';
import { giveHistory } from './history.js';
import { endOf, lookUpOn } from './look-up.js';

/** How far from the log's end the native client is worth its beginning; bytes. About so many events are 2,000. */
export const HISTORY_FROM = 1024 * 1024;

/** After how many events in a row the past counts as dense again, so that the native client goes on. */
const DENSE = 512;

/** `$all` as items, in the log's order: what is long past by the native client, where there is one, then by the official one. */
export const subscribeToAll = (
  connection: EventStoreConnection,
  options: SubscribeOptions,
  historyFrom = HISTORY_FROM,
): AsyncIterable<LogItem> => {
  const subscription = new SubscriptionToAll(connection, options, historyFrom);
  void subscription.run();
  return subscription.items;
};

class SubscriptionToAll {
  readonly items: AsyncQueue<LogItem>;
  private following: Following | null = null;
  /** Everything up to here was given. */
  private place: Position;
  private isNativeWell = true;

  constructor(
    private readonly connection: EventStoreConnection,
    private readonly options: SubscribeOptions,
    private readonly historyFrom: number,
  ) {
    const { after, signal } = options;
    this.place = after;
    const onAbort = (): void => void this.items.return();
    this.items = new AsyncQueue<LogItem>({
      pause: () => this.following?.pause(),
      resume: () => this.following?.resume(),
      stop: () => {
        signal.removeEventListener('abort', onAbort);
        this.following?.stop();
      },
    });
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
  }

  async run(): Promise<void> {
    try {
      while (!this.items.isOver) {
        await this.readHistory();
        await this.follow();
      }
    } catch (error) {
      this.items.end(error instanceof PositionNotInLog ? error : asEngineFault(error).error);
    }
  }

  private async readHistory(): Promise<void> {
    if (!this.isNativeWell || this.items.isOver || !(await this.isLongPast())) return;
    const client = await this.connection.history();
    if (!client || !(await this.canBeginAt(this.place)) || this.items.isOver) return;
    const { place, isWell } = await giveHistory(
      this.connection,
      client,
      { ...this.options, after: this.place },
      this.items,
    );
    this.place = place;
    this.isNativeWell = isWell;
  }

  /** Resolves when the native client is to go on; rejects when the subscription ends by itself. */
  private async follow(): Promise<void> {
    const client = await this.connection.streams();
    // What was given may still fill the queue, which says only once that it does.
    await this.items.room();
    if (this.items.isOver) return;
    await new Promise<void>((resolve, reject) => {
      let isPast = this.isNativeWell;
      let events = 0;
      const onItem = (item: LogItem): void => {
        this.items.give(item);
        if (item.kind === 'caughtUp') isPast = false;
        if (item.kind !== 'event') return;
        this.place = item.event.position;
        if (isPast && ++events % DENSE === 0) void lookAhead();
      };
      const lookAhead = async (): Promise<void> => {
        const isLong = await this.isLongPast().catch(() => false);
        if (!isLong || !isPast) return;
        following.stop();
        resolve();
      };
      const options = { ...this.options, after: this.place };
      const following = followAll(this.connection, client, options, { onItem, onEnd: reject });
      this.following = following;
    });
  }

  private async isLongPast(): Promise<boolean> {
    const end = await endOf(this.connection);
    return end !== null && Number(numbersOf(end).commit - numbersOf(this.place).commit) >= this.historyFrom;
  }

  /** The native client begins at an event alone, and calls everything else an outage. */
  private async canBeginAt(place: Position): Promise<boolean> {
    if (place === BEGINNING) return true;
    const found = await lookUpOn(this.connection).eventAt(place);
    return found.kind === 'there' && found.event.position === place;
  }
}
