import type { Consumer } from './consumer.js';
import type { Message } from './message.js';

export interface Delivery {
  readonly message: Message;
  readonly consumer: Consumer;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
}

/** The messages that consumers have in hand and have not answered for, in the order in which they were sent. */
export class InFlight {
  readonly #deliveries = new Map<string, Delivery>();

  get size(): number {
    return this.#deliveries.size;
  }

  get(id: string): Delivery | undefined {
    return this.#deliveries.get(id);
  }

  /** Hands a message to a consumer, which has so many milliseconds to answer for it. */
  deliver(message: Message, consumer: Consumer, milliseconds: number): void {
    this.#deliveries.set(message.id, { message, consumer, deadline: Date.now() + milliseconds });
    consumer.deliver(message);
  }

  takeBack(id: string): Message | undefined {
    const delivery = this.#deliveries.get(id);
    this.#deliveries.delete(id);
    delivery?.consumer.release(id);
    return delivery?.message;
  }

  of(consumer: Consumer): Message[] {
    return [...this.#deliveries.values()].filter((one) => one.consumer === consumer).map(({ message }) => message);
  }

  /** What should have been answered for; they time out in the order in which they were sent. */
  overdue(now: number): Message[] {
    const overdue: Message[] = [];
    for (const { message, deadline } of this.#deliveries.values()) {
      if (deadline > now) break;
      overdue.push(message);
    }
    return overdue;
  }
}
