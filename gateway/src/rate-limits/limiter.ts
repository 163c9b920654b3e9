import { redisConnection } from '@doremi/redis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { RouteClass } from './route-class.js';
import type { Limit, Limits } from './settings.js';

/** What is left for a client after a request was counted. */
export interface Counted extends Limit {
  readonly isAllowed: boolean;
  readonly remaining: number;
  /** Until the count begins anew; seconds, rounded up. */
  readonly resetSeconds: number;
}

/** After a fault Redis is left in peace for a while: one that is frozen answers nothing, one without Lua never will. */
const AWAY_FOR = 2_000;

/**
 * Counts requests per client and class in fixed windows, in Redis for all gateways together. While Redis is away, or
 * has no Lua as the stand-in, each gateway counts in its own memory: then a limit holds for each of them.
 */
export class Limiter {
  private readonly redis: ReturnType<typeof redisConnection>;
  private readonly counters: ReadonlyMap<
    RouteClass,
    { limit: Limit; shared: RateLimiterRedis; own: RateLimiterMemory }
  >;
  private awayUntil = 0;

  constructor(redisUrl: string, limits: Limits) {
    const redis = (this.redis = redisConnection(redisUrl));
    const entries = Object.entries(limits) as [RouteClass, Limit][];
    this.counters = new Map(
      entries.map(([name, limit]) => {
        const options = { points: limit.requests, duration: limit.seconds, keyPrefix: `rate:${name}` };
        // Who is over the limit is refused from memory, and costs Redis nothing.
        const shared = new RateLimiterRedis({
          ...options,
          storeClient: redis,
          inMemoryBlockOnConsumed: limit.requests + 1,
        });
        return [name, { limit, shared, own: new RateLimiterMemory(options) }];
      }),
    );
  }

  /** Counts one request; null where the class has no limit. */
  async count(name: RouteClass, client: string): Promise<Counted | null> {
    const counter = this.counters.get(name);
    if (!counter) return null;
    const { limit, shared, own } = counter;
    const counted = (await this.inRedis(shared, client)) ?? (await consumed(own, client));
    const { remainingPoints, msBeforeNext, isAllowed } = counted;
    return {
      ...limit,
      isAllowed,
      remaining: remainingPoints,
      resetSeconds: Math.max(1, Math.ceil(msBeforeNext / 1_000)),
    };
  }

  /** Throws while Redis does not answer. */
  async ping(): Promise<void> {
    await this.redis.ping();
  }

  close(): void {
    this.redis.disconnect();
  }

  /** Whether Redis counts, as far as is known. */
  get isShared(): boolean {
    return this.redis.status === 'ready' && performance.now() >= this.awayUntil;
  }

  /** Null while Redis can't say. */
  private async inRedis(shared: RateLimiterRedis, client: string) {
    if (!this.isShared) return null;
    // After a fault one request finds out whether it can again; the others don't wait for it.
    if (this.awayUntil > 0) this.awayUntil = performance.now() + AWAY_FOR;
    try {
      const counted = await consumed(shared, client);
      this.awayUntil = 0;
      return counted;
    } catch {
      this.awayUntil = performance.now() + AWAY_FOR;
      return null;
    }
  }
}

/** Who is over the limit is refused by a rejection; a fault is one too, and goes on as such. */
const consumed = async (counter: RateLimiterRedis | RateLimiterMemory, client: string) => {
  try {
    const { remainingPoints, msBeforeNext } = await counter.consume(client);
    return { remainingPoints, msBeforeNext, isAllowed: true };
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    return { remainingPoints: 0, msBeforeNext: refused.msBeforeNext, isAllowed: false };
  }
};
