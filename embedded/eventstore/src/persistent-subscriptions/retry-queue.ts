import type { Message } from './message.js';

/** Messages to be delivered again: in the order in which they were read, the replayed ones last. */
export class RetryQueue {
  #messages: Message[] = [];

  get length(): number {
    return this.#messages.length;
  }

  add(message: Message): void {
    const { sequence } = message;
    const later = this.#messages.findIndex(
      (other) => other.sequence === null || other.sequence > (sequence ?? Infinity),
    );
    const at = sequence === null || later === -1 ? this.#messages.length : later;
    this.#messages.splice(at, 0, message);
  }

  /** Takes out what `send` has sent. */
  sendWith(send: (messages: Message[]) => Message[]): void {
    this.#messages = send(this.#messages);
  }
}
