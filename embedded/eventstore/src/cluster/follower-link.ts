import type { AppendReply, AppendRequest } from './messages.js';

/** How a leader brings one follower up to date, and how far that one is. One message is under way at a time. */
export class FollowerLink {
  /** Index up to which the follower has the same journal. */
  matched = 0;
  /** When the last message that it answered was sent, in milliseconds of `performance.now()`. */
  heardAt = performance.now();
  #next: number;
  #toldOfDone = 0;
  #isOver = false;
  #wake: () => void = () => undefined;

  constructor(
    private readonly leader: {
      readonly lastIndex: number;
      readonly done: number;
      /** The message that brings what is at an index and behind it. */
      messageFrom(index: number): AppendRequest;
      send(message: AppendRequest): Promise<AppendReply | undefined>;
      answered(reply: AppendReply): void;
    },
    /** Milliseconds between messages that say nothing new. */
    private readonly interval: number,
  ) {
    this.#next = leader.lastIndex + 1;
  }

  /** Sends until it is over. */
  async run(): Promise<void> {
    while (!this.#isOver) {
      const sentAt = performance.now();
      const message = this.leader.messageFrom(this.#next);
      const reply = await this.leader.send(message);
      if (this.#isOver) return;
      if (reply) this.#take(message, reply, sentAt);
      if (!reply || !this.#hasNews) await this.#pause();
    }
  }

  /** There may be news for the follower. */
  notify(): void {
    if (this.#hasNews) this.#wake();
  }

  end(): void {
    this.#isOver = true;
    this.#wake();
  }

  get #hasNews(): boolean {
    return this.#next <= this.leader.lastIndex || this.#toldOfDone < this.leader.done;
  }

  #take(message: AppendRequest, reply: AppendReply, sentAt: number): void {
    this.heardAt = sentAt;
    if (reply.accepted) {
      this.matched = message.previousIndex + message.entries.length;
      this.#next = this.matched + 1;
      this.#toldOfDone = message.committed;
    } else {
      this.#next = Math.max(1, Math.min(reply.lastIndex + 1, this.#next - 1));
    }
    this.leader.answered(reply);
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.interval).unref();
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
