import { globToRegExp } from './glob.js';
import { Push } from './resp/reply.js';

/** One side of a connection that receives messages. */
export interface Subscriber {
  readonly channels: Set<string>;
  readonly patterns: Set<string>;
  deliver(message: Push): void;
}

/** Who listens to what. Channels are shared by all databases, as in Redis. */
export class PubSub {
  private readonly subscribers = new Set<Subscriber>();
  private readonly compiled = new Map<string, RegExp>();

  join(subscriber: Subscriber): void {
    this.subscribers.add(subscriber);
  }

  leave(subscriber: Subscriber): void {
    this.subscribers.delete(subscriber);
  }

  /** Delivers to every match and returns how many there were; one connection may count several times. */
  publish(channel: string, message: string): number {
    let receivers = 0;
    for (const subscriber of this.subscribers) {
      if (subscriber.channels.has(channel)) {
        subscriber.deliver(new Push(['message', channel, message]));
        receivers++;
      }
      for (const pattern of subscriber.patterns) {
        if (!this.matches(pattern, channel)) continue;
        subscriber.deliver(new Push(['pmessage', pattern, channel, message]));
        receivers++;
      }
    }
    return receivers;
  }

  private matches(pattern: string, channel: string): boolean {
    const expression = this.compiled.get(pattern) ?? globToRegExp(pattern);
    this.compiled.set(pattern, expression);
    return expression.test(channel);
  }
}
