import type { ServiceError } from '@grpc/grpc-js';
import { asFailure } from './failures.js';

/** What a streaming call of the gRPC library offers to the side that answers. */
export interface StreamingCall {
  write(message: Buffer): boolean;
  readonly writableNeedDrain: boolean;
  end(): void;
  emit(event: 'error', error: ServiceError): boolean;
  on(event: 'cancelled' | 'drain' | 'error', listener: () => void): unknown;
}

/**
 * The answers of one streaming call. It waits for a reader that is slow, so that no more than a few messages are held for
 * it, and it lets whoever answers sleep until there is news; neither outlives the call.
 */
export class ResponseStream {
  #open = true;
  #news = false;
  #wake: () => void = () => undefined;

  constructor(private readonly call: StreamingCall) {
    call.on('cancelled', () => this.#close());
    call.on('error', () => this.#close());
    call.on('drain', () => this.#wake());
  }

  /** False once the client is gone: nobody reads what is sent. */
  get open(): boolean {
    return this.#open;
  }

  /** Sends a message that is encoded already, and waits while the client has more than it reads. */
  async send(message: Buffer): Promise<void> {
    if (!this.#open || this.call.write(message)) return;
    while (this.#open && this.call.writableNeedDrain) await this.#sleep();
  }

  /** There is news for {@link waitForNews}. */
  notify(): void {
    this.#news = true;
    this.#wake();
  }

  /** Waits for news, or for the end of the call. News that came since the last time counts. */
  async waitForNews(): Promise<void> {
    while (this.#open && !this.#news) await this.#sleep();
    this.#news = false;
  }

  end(): void {
    if (this.#open) this.call.end();
    this.#close();
  }

  fail(error: unknown): void {
    if (this.#open) this.call.emit('error', asFailure(error));
    this.#close();
  }

  #sleep(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }

  #close(): void {
    this.#open = false;
    this.#wake();
  }
}
