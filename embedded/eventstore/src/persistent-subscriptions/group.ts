import type { ServiceError } from '@grpc/grpc-js';
import { maximumSubscribersReached } from '../grpc/failures.js';
import type { EventStore } from '../store/event-store.js';
import { CheckpointTracker } from './checkpoint-tracker.js';
import { consumerStrategy } from './consumer-strategy.js';
import type { ConsumerStrategy } from './consumer-strategy.js';
import type { Consumer } from './consumer.js';
import { groupKey } from './group-definition.js';
import type { GroupDefinition } from './group-definition.js';
import { GroupSource } from './group-source.js';
import { messageId } from './message.js';
import type { Message } from './message.js';
import { ParkedMessages } from './parked-messages.js';

export type RejectAction = 'park' | 'retry' | 'skip' | 'stop';

/** How far a group is; it survives a restart. */
export interface GroupProgress {
  /** Where it begins as long as there is no checkpoint. */
  readonly startCursor: number;
  readonly checkpoint: number | null;
}

interface Delivery {
  readonly message: Message;
  readonly consumer: Consumer;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
}

/** Events that are looked at before others get their turn. */
const WINDOW = 1000;

/**
 * A persistent subscription: it reads its source once, hands the messages to its consumers, and keeps each until one of
 * them has answered for it. What it holds in memory is bounded by its buffers.
 */
export class Group {
  readonly source: GroupSource;
  readonly parked: ParkedMessages;
  readonly consumers: Consumer[] = [];
  readonly #choose: ConsumerStrategy;
  readonly #checkpoints: CheckpointTracker;
  readonly #inFlight = new Map<string, Delivery>();
  #cursor: number;
  #unsent: Message[] = [];
  #retries: Message[] = [];
  #scheduled = false;
  #closed = false;

  constructor(
    private readonly store: EventStore,
    readonly definition: GroupDefinition,
    public progress: GroupProgress,
    private readonly saveCheckpoint: (checkpoint: number) => void,
  ) {
    this.source = new GroupSource(store, definition);
    this.parked = new ParkedMessages(store, this.key);
    this.#choose = consumerStrategy(definition.settings.strategy);
    this.#checkpoints = new CheckpointTracker(definition.settings);
    this.#cursor = progress.checkpoint ?? progress.startCursor;
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

  /** Adds a consumer; throws the error to answer with when the group is full. */
  connect(consumer: Consumer): void {
    const { stream, group, settings } = this.definition;
    const limit = settings.maxSubscriberCount || Infinity;
    if (this.consumers.length >= limit) throw maximumSubscribersReached(stream, group);
    this.consumers.push(consumer);
    this.schedule();
  }

  /** A consumer is gone: the others get what it had in hand. */
  disconnect(consumer: Consumer): void {
    const index = this.consumers.indexOf(consumer);
    if (index >= 0) this.consumers.splice(index, 1);
    for (const delivery of [...this.#inFlight.values()]) {
      if (delivery.consumer === consumer) this.#retry(delivery);
    }
    this.schedule();
  }

  acknowledge(ids: readonly string[]): void {
    for (const id of ids) {
      const delivery = this.#takeBack(id);
      if (delivery) this.#done(delivery.message);
    }
    this.#progress(false);
  }

  reject(ids: readonly string[], action: RejectAction, reason: string): void {
    for (const id of ids) {
      const delivery = this.#inFlight.get(id);
      if (!delivery) continue;
      if (action === 'retry') this.#retry(delivery);
      else if (action === 'park') this.#park(delivery, `Client explicitly NAK'ed message.\n${reason}`);
      else this.acknowledge([id]); // the engine only lets go of a message that is skipped, or that asks it to stop
    }
    this.#progress(false);
  }

  replayParked(stopAt: number | null): void {
    for (const original of this.parked.replay(stopAt)) {
      const resolved = this.store.reader.resolve(original);
      const parkedRevision = original.revision;
      const id = messageId(original.id);
      this.#retries.push({ id, original, resolved, retryCount: 0, sequence: null, previous: -1, parkedRevision });
    }
    this.schedule();
  }

  /** Call it every now and then: takes back what was not answered in time, and writes checkpoints. */
  tick(now: number): void {
    for (const delivery of this.#inFlight.values()) {
      if (delivery.deadline > now) break; // they time out in the order in which they were sent
      this.#retry(delivery);
    }
    this.#progress(true);
  }

  /** Delivers no more, and writes nothing. */
  close(): void {
    this.#closed = true;
  }

  /** Ends for good, and every consumer's call with an error. */
  dropConsumers(error: ServiceError): void {
    this.close();
    for (const consumer of [...this.consumers]) consumer.connection.drop(error);
  }

  /** There may be something to deliver: events, room, or a consumer. */
  schedule(): void {
    if (this.#scheduled || this.consumers.length === 0) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (!this.#closed) this.#deliver();
    });
  }

  #deliver(): void {
    this.#retries = this.#send(this.#retries);
    this.#unsent = this.#send(this.#unsent);
    const { historyBufferSize, readBatchSize } = this.definition.settings;
    if (!this.#hasRoom() || this.isLive || this.#unsent.length >= Math.max(historyBufferSize, 1)) return;
    const { events, cursor } = this.source.after(this.#cursor, readBatchSize, WINDOW);
    if (cursor === this.#cursor) return; // what is left cannot be seen any more
    this.#cursor = cursor;
    for (const { event, previous } of events) this.#unsent.push(this.#message(event, previous));
    this.schedule();
  }

  #message(original: Message['original'], previous: number): Message {
    const { resolveLinks } = this.definition.settings;
    const resolved = resolveLinks ? this.store.reader.resolve(original) : { event: original, link: undefined };
    const sequence = this.#checkpoints.begin(previous);
    const id = messageId(original.id);
    return { id, original, resolved, retryCount: 0, sequence, previous, parkedRevision: null };
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
    if (this.#inFlight.has(message.id)) return false; // the same event again: one after the other
    const consumer = this.#choose(this.consumers, message);
    if (!consumer) return false;
    const deadline = Date.now() + (this.definition.settings.messageTimeout || Infinity);
    this.#inFlight.set(message.id, { message, consumer, deadline });
    consumer.deliver(message);
    return true;
  }

  #hasRoom(): boolean {
    return this.consumers.some((consumer) => consumer.availableSlots > 0);
  }

  #takeBack(id: string): Delivery | undefined {
    const delivery = this.#inFlight.get(id);
    this.#inFlight.delete(id);
    delivery?.consumer.release(id);
    return delivery;
  }

  #retry(delivery: Delivery): void {
    const { message } = delivery;
    const { maxRetryCount } = this.definition.settings;
    if (message.retryCount >= maxRetryCount) return this.#park(delivery, `Reached retry count of ${maxRetryCount}`);
    this.#takeBack(message.id);
    this.#retries.push({ ...message, retryCount: message.retryCount + 1 });
  }

  /** The message is not done before it is safely parked. */
  #park({ message }: Delivery, reason: string): void {
    this.#takeBack(message.id);
    void this.parked.park(message, reason).then(
      () => {
        this.#done(message);
        this.#progress(false);
      },
      () => this.#retries.push(message),
    );
  }

  #done({ sequence, parkedRevision }: Message): void {
    if (sequence !== null) this.#checkpoints.done(sequence);
    if (parkedRevision !== null) this.parked.done(parkedRevision).catch(() => undefined); // it stays parked
  }

  #progress(isTimeCheck: boolean): void {
    const checkpoint = this.#closed ? undefined : this.#checkpoints.due(this.#cursor, isTimeCheck);
    if (checkpoint !== undefined) this.saveCheckpoint(checkpoint);
    this.schedule();
  }
}
