import { MessageBatch } from '../grpc/message-batch.js';
import type { EncodedMessage } from '../grpc/message-batch.js';

const BATCH_BYTES = 32 * 1024;

/** The messages for one consumer: those that are given in one go leave in one write. */
export class Deliveries {
  #batch = new MessageBatch();

  constructor(private readonly call: { write(batch: MessageBatch): unknown }) {}

  add(message: EncodedMessage): void {
    if (this.#batch.isEmpty) queueMicrotask(() => this.flush());
    this.#batch.add(message);
    if (this.#batch.bytes >= BATCH_BYTES) this.flush();
  }

  /** Sends what was added, now: what ends the call has to come after it. */
  flush(): void {
    if (this.#batch.isEmpty) return;
    const batch = this.#batch;
    this.#batch = new MessageBatch();
    this.call.write(batch);
  }
}
