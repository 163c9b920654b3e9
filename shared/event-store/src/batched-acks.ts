import type { ResolvedEvent } from '@eventstore/db-client';
import { EngineUnavailable, withinDeadline } from '@doremi/event-sourcing';

/** How many deliveries one acknowledgement is for at most, and how long the first of them waits for others; milliseconds. */
const TOGETHER = 100;
const WAITS_FOR = 5;

/** How long saying what became of deliveries may take; milliseconds. */
const ANSWER_DEADLINE = 2_000;

interface Waiting {
  readonly event: ResolvedEvent;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Acknowledges deliveries of one subscription together: the server takes one message for a hundred of them at a third of
 * what a hundred messages cost it. What waits when a process dies was not acknowledged, and comes again.
 */
export class BatchedAcks {
  private waiting: Waiting[] = [];
  private timer: NodeJS.Timeout | null = null;
  private isClosed = false;

  constructor(private readonly subscription: { ack(...events: readonly ResolvedEvent[]): Promise<void> }) {}

  /** Resolves once it is written to the connection; throws EngineUnavailable, or what the client does, when it can't be. */
  ack(event: ResolvedEvent): Promise<void> {
    if (this.isClosed)
      return Promise.reject(new EngineUnavailable('the subscription is over: the delivery comes again'));
    return new Promise((resolve, reject) => {
      this.waiting.push({ event, resolve, reject });
      if (this.waiting.length >= TOGETHER) void this.flush();
      else this.timer ??= setTimeout(() => void this.flush(), WAITS_FOR);
    });
  }

  /** Writes what waits; resolves when it is written, or known not to be. */
  async flush(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const together = this.waiting;
    if (together.length === 0) return;
    this.waiting = [];
    try {
      // The client waits for ever for room to write on a connection that is gone.
      await withinDeadline(ANSWER_DEADLINE, this.subscription.ack(...together.map(({ event }) => event)));
      for (const { resolve } of together) resolve();
    } catch (error) {
      for (const { reject } of together) reject(error);
    }
  }

  /** Writes what waits and takes nothing more: nobody would hear it. */
  close(): Promise<void> {
    this.isClosed = true;
    return this.flush();
  }
}
