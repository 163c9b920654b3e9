import type { Databases } from './databases.js';
import { type Keyspace, Watch } from './keyspace.js';
import type { PubSub, Subscriber } from './pub-sub.js';
import type { Protocol, Push, Reply } from './resp/reply.js';

/** Commands queued between MULTI and EXEC; `broken` when one of them could not be queued. */
export interface Transaction {
  readonly queue: (() => Reply)[];
  broken: boolean;
}

/** The state of one connection. */
export class Session implements Subscriber {
  readonly channels = new Set<string>();
  readonly patterns = new Set<string>();
  protocol: Protocol = 2;
  name = '';
  database = 0;
  transaction: Transaction | undefined;
  closing = false;
  watch = new Watch();

  constructor(
    readonly id: number,
    readonly databases: Databases,
    readonly pubSub: PubSub,
    private readonly push: (message: Push) => void,
  ) {}

  get keyspace(): Keyspace {
    return this.databases.at(this.database);
  }

  get subscriptions(): number {
    return this.channels.size + this.patterns.size;
  }

  deliver(message: Push): void {
    this.push(message);
  }

  /** Forgets what is watched; the next WATCH starts clean. */
  unwatch(): void {
    this.watch.end();
    this.watch = new Watch();
  }

  end(): void {
    this.unwatch();
    this.pubSub.leave(this);
  }
}
