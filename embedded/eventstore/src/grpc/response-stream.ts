import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ServiceError } from '@grpc/grpc-js';
import { asFailure } from './failures.js';
import { MessageBatch } from './message-batch.js';
import type { EncodedMessage } from './message-batch.js';

/** What a streaming call of the gRPC library offers to the side that answers. */
export interface StreamingCall {
  write(batch: MessageBatch, written: () => void): boolean;
  end(): void;
  emit(event: 'error', error: ServiceError): boolean;
  on(event: 'cancelled' | 'error', listener: () => void): unknown;
}

/** About two of HTTP/2's largest frames, and half of what a client lets be under way unless it says otherwise. */
const BATCH_BYTES = 32 * 1024;
/** While one is on its way the next is put together. */
const BATCHES_UNDER_WAY = 2;

/**
 * The answers of one streaming call. They leave in batches, when one is full and whenever who answers stops to wait. It
 * waits for a reader that is slow, so that no more than two batches are held for it, and it lets whoever answers sleep until
 * there is news; neither outlives the call.
 */
export class ResponseStream {
  #open = true;
  #news = false;
  #batch = new MessageBatch();
  #underWay = 0;
  #wake: () => void = () => undefined;

  constructor(private readonly call: StreamingCall) {
    call.on('cancelled', () => this.#close());
    call.on('error', () => this.#close());
  }

  /** False once the client is gone: nobody reads what is sent. */
  get open(): boolean {
    return this.#open;
  }

  /** Sends a message. Where that returns a promise the client has more than it reads: await it before the next. */
  send(message: EncodedMessage): Promise<void> | undefined {
    if (!this.#open) return undefined;
    this.#batch.add(message);
    if (this.#batch.bytes < BATCH_BYTES) return undefined;
    this.#flush();
    return this.#underWay < BATCHES_UNDER_WAY ? undefined : this.#room();
  }

  /** There is news for {@link waitForNews}. */
  notify(): void {
    this.#news = true;
    this.#wake();
  }

  /** Waits for news, or for the end of the call. News that came since the last time counts. */
  async waitForNews(): Promise<void> {
    this.#flush();
    while (this.#open && !this.#news) await this.#sleep();
    this.#news = false;
  }

  /** Lets others have their turn. */
  async pause(): Promise<void> {
    this.#flush();
    await nextTurn();
  }

  end(): void {
    this.#flush();
    if (this.#open) this.call.end();
    this.#close();
  }

  fail(error: unknown): void {
    this.#flush();
    if (this.#open) this.call.emit('error', asFailure(error));
    this.#close();
  }

  #flush(): void {
    if (!this.#open || this.#batch.isEmpty) return;
    this.#underWay++;
    this.call.write(this.#batch, () => {
      this.#underWay--;
      this.#wake();
    });
    this.#batch = new MessageBatch();
  }

  async #room(): Promise<void> {
    while (this.#open && this.#underWay >= BATCHES_UNDER_WAY) await this.#sleep();
  }

  #sleep(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }

  #close(): void {
    this.#open = false;
    this.#wake();
  }
}
