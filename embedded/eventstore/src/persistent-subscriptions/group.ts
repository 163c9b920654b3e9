import type { ServiceError } from '@grpc/grpc-js';
import { maximumSubscribersReached } from '../grpc/failures.js';
import type { EventStore } from '../store/event-store.js';
import type { CheckpointStream } from './checkpoint-stream.js';
import { CheckpointTracker } from './checkpoint-tracker.js';
import { consumerStrategy } from './consumer-strategy.js';
import type { ConsumerStrategy } from './consumer-strategy.js';
import type { Consumer } from './consumer.js';
import { groupKey } from './group-definition.js';
import type { GroupDefinition } from './group-definition.js';
import { GroupSource } from './group-source.js';
import { InFlight } from './in-flight.js';
import { messageId } from './message.js';
import type { Message } from './message.js';
import { ParkedMessages } from './parked-messages.js';
import { RetryQueue } from './retry-queue.js';

export type RejectAction = 'park' | 'retry' | 'skip' | 'stop';

/** Events that are looked at before others get their turn: subscriptions, too, which send a handful of events in each. */
const WINDOW = 200;
/** Events that are read at once where the settings say 0. */
const DEFAULT_BATCH = 20;

/**
 * A persistent subscription: it reads its source once, hands the messages to its consumers, and keeps each until one of
 * them has answered for it. What it holds in memory is bounded by its buffers. As in the engine, what an answer makes room for
 * is sent before the next answer is taken: first what is to be sent again, then what is new.
 */
export class Group {
  readonly source: GroupSource;
  readonly parked: ParkedMessages;
  readonly consumers: Consumer[] = [];
  readonly #choose: ConsumerStrategy;
  readonly #tracker: CheckpointTracker;
  readonly #inFlight = new InFlight();
  readonly #retries = new RetryQueue();
  #cursor: number;
  #lastKnown: number | undefined;
  #unsent: Message[] = [];
  #scheduled = false;
  #closed = false;

  constructor(
    private readonly store: EventStore,
    readonly definition: GroupDefinition,
    readonly checkpoints: CheckpointStream,
  ) {
    this.source = new GroupSource(store, definition);
    this.parked = new ParkedMessages(store, this.key);
    this.#choose = consumerStrategy(definition.settings.strategy);
    this.#tracker = new CheckpointTracker(definition.settings);
    this.#cursor = checkpoints.last ?? this.source.before(definition.startFrom);
    this.schedule();
  }

  get key(): string {
    return groupKey(this.definition.stream, this.definition.group);
  }

  get counts() {
    return { unsent: this.#unsent.length, retries: this.#retries.length, inFlight: this.#inFlight.size };
  }

  get isLive(): boolean {
    return this.#cursor >= this.source.last();
  }

  /** The cursor of the last message that was read. */
  get lastKnown(): number | undefined {
    return this.#lastKnown;
  }

  /** Throws the error to answer with when the group takes no more consumers. */
  checkRoomForConsumer(): void {
    const { stream, group, settings } = this.definition;
    const limit = settings.maxSubscriberCount || Infinity;
    if (this.consumers.length >= limit) throw maximumSubscribersReached(stream, group);
  }

  connect(consumer: Consumer): void {
    this.consumers.push(consumer);
    this.#push();
  }

  /** A consumer is gone: the others get what it had in hand, however often that was tried. */
  disconnect(consumer: Consumer): void {
    const index = this.consumers.indexOf(consumer);
    if (index >= 0) this.consumers.splice(index, 1);
    for (const message of this.#inFlight.of(consumer)) this.#retry(message);
    this.#push();
  }

  acknowledge(ids: readonly string[]): void {
    for (const id of ids) this.#letGo(id);
    this.#answered();
  }

  reject(ids: readonly string[], action: RejectAction, reason: string): void {
    for (const id of ids) {
      const message = this.#inFlight.get(id)?.message;
      if (!message) continue;
      if (action === 'retry') this.#retryOrPark(message);
      else if (action === 'park') this.#park(message, `Client explicitly NAK'ed message.\n${reason}`);
      else this.#letGo(id); // the engine only lets go of a message that is skipped, or that asks it to stop
    }
    this.#answered();
  }

  /** Resolves when the parked messages below `stopAt`, null is all, are on their way and not parked any more. */
  async replayParked(stopAt: number | null): Promise<void> {
    const parked = this.parked.below(stopAt);
    const last = parked.at(-1);
    if (!last) return;
    for (const original of parked) {
      const resolved = this.store.reader.resolve(original);
      this.#retries.add({ id: messageId(original.id), original, resolved, retryCount: 0, sequence: null });
    }
    this.#push();
    await this.parked.truncate(last.revision + 1);
  }

  /** Call it every now and then: takes back what was not answered in time, and writes checkpoints. */
  tick(now: number): void {
    for (const message of this.#inFlight.overdue(now)) this.#retryOrPark(message);
    if (this.#unsent.length + this.#retries.length > 0) this.#push();
    this.#checkpoint(true);
  }

  /** Ends for good: it delivers no more and writes nothing, and every consumer's call ends with the error. */
  close(error: ServiceError): void {
    this.#closed = true;
    for (const consumer of [...this.consumers]) consumer.connection.drop(error);
  }

  /** There may be something new to read. */
  schedule(): void {
    if (this.#scheduled || this.#closed) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (!this.#closed) this.#read();
    });
  }

  /** Reads ahead as far as the buffer goes. */
  #read(): void {
    const { historyBufferSize, readBatchSize } = this.definition.settings;
    const buffered = this.#unsent.length + this.#retries.length;
    if (this.isLive || historyBufferSize - buffered <= readBatchSize) return;
    const { events, cursor, skipped } = this.source.after(this.#cursor, readBatchSize || DEFAULT_BATCH, WINDOW);
    if (cursor === this.#cursor) return; // what is left cannot be seen any more
    this.#cursor = cursor;
    for (const read of events) {
      this.#tracker.skip(read.skipped);
      this.#lastKnown = read.cursor;
      this.#unsent.push(this.#message(read.event, read.previous));
    }
    this.#tracker.skip(skipped);
    this.#push();
    this.#checkpoint(false);
  }

  #message(original: Message['original'], previous: number): Message {
    const { resolveLinks } = this.definition.settings;
    const resolved = resolveLinks ? this.store.reader.resolve(original) : { event: original, link: undefined };
    const sequence = this.#tracker.begin(previous);
    return { id: messageId(original.id), original, resolved, retryCount: 0, sequence };
  }

  #push(): void {
    if (this.#closed) return;
    this.#retries.sendWith((messages) => this.#send(messages));
    this.#unsent = this.#send(this.#unsent);
    this.schedule();
  }

  /** Sends what can be sent, and returns the rest in its order. */
  #send(messages: Message[]): Message[] {
    const rest: Message[] = [];
    for (const [index, message] of messages.entries()) {
      if (!this.#hasRoom()) return rest.concat(messages.slice(index));
      if (!this.#sendOne(message)) rest.push(message);
    }
    return rest;
  }

  #sendOne(message: Message): boolean {
    if (this.#inFlight.get(message.id)) return false; // the same event again: one after the other
    const consumer = this.#choose(this.consumers, message);
    if (!consumer) return false;
    this.#inFlight.deliver(message, consumer, this.definition.settings.messageTimeout || Infinity);
    return true;
  }

  #hasRoom(): boolean {
    return this.consumers.some((consumer) => consumer.availableSlots > 0);
  }

  #letGo(id: string): void {
    const message = this.#inFlight.takeBack(id);
    if (message) this.#done(message);
  }

  #retryOrPark(message: Message): void {
    const { maxRetryCount } = this.definition.settings;
    if (message.retryCount < maxRetryCount) this.#retry(message);
    else this.#park(message, `Reached retry count of ${maxRetryCount}`);
  }

  #retry(message: Message): void {
    this.#inFlight.takeBack(message.id);
    this.#retries.add({ ...message, retryCount: message.retryCount + 1 });
  }

  /** The message is not done before it is safely parked. */
  #park(message: Message, reason: string): void {
    this.#inFlight.takeBack(message.id);
    void this.parked.park(message, reason).then(
      () => {
        this.#done(message);
        this.#checkpoint(false);
      },
      () => this.#retries.add(message),
    );
  }

  #done({ sequence }: Message): void {
    if (sequence !== null) this.#tracker.done(sequence);
  }

  #answered(): void {
    this.#checkpoint(false);
    this.#push();
  }

  #checkpoint(isTimeCheck: boolean): void {
    const checkpoint = this.#closed ? undefined : this.#tracker.due(this.#cursor, isTimeCheck);
    if (checkpoint !== undefined) this.checkpoints.write(checkpoint);
  }
}
