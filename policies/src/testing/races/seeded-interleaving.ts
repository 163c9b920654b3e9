import type { EventStore } from '@doremi/event-sourcing';
import type { PaymentProvider } from '@doremi/command-api';
import { around } from '@doremi/command-api/testing';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { mersenne } from 'pure-rand/generator/mersenne';

/** Numbers from 0 to below 1 that the seed decides. Of the generators it is the one whose first numbers differ by small seeds. */
export const seeded = (seed: number): (() => number) => {
  const generator = mersenne(seed);
  return () => uniformFloat64(generator);
};

interface Waiting {
  readonly party: string;
  readonly what: string;
  readonly go: () => void;
}

/**
 * Decides who goes next. Each effect of a contender waits for its turn; when all of them wait, the seed
 * picks one, it takes effect, and its contender goes on to its next. The same seed is the same interleaving.
 */
export class SeededInterleaving {
  /** Who did what, in the order in which it took effect; or that it took none. */
  readonly trace: string[] = [];
  private waiting: Waiting[] = [];
  private isRacing = false;
  private last = '';
  /** How likely the one who went last goes again: from taking turns one by one to one running through. */
  private readonly runThrough: number;

  constructor(private readonly random: () => number) {
    this.runThrough = random();
  }

  /** The event store as one contender reaches it. */
  storeOf(party: string, store: EventStore): EventStore {
    return {
      ...around(store, (_, go) => go()),
      append: (stream, ...rest) => this.take(party, `append ${stream}`, () => store.append(stream, ...rest)),
      read: (stream, ...rest) => this.take(party, `read ${stream}`, () => store.read(stream, ...rest)),
    };
  }

  /** The payment provider as one contender reaches it. */
  providerOf(party: string, provider: PaymentProvider): PaymentProvider {
    return {
      charge: (key, money) => this.take(party, `charge ${key}`, () => provider.charge(key, money)),
      refund: (id, charge, money) => this.take(party, `refund ${id}`, () => provider.refund(id, charge, money)),
      isAvailable: () => provider.isAvailable(),
    };
  }

  /** Does it when it is its turn; outside of a race at once. */
  async take<Result>(party: string, what: string, effect: () => Promise<Result>): Promise<Result> {
    if (!this.isRacing) return effect();
    await new Promise<void>((go) => this.waiting.push({ party, what, go }));
    const step = this.trace.length - 1;
    return effect().catch((error: unknown) => {
      this.trace[step] += ' in vain';
      throw error;
    });
  }

  /** Lets all of them start at once, and resolves when the last has ended. */
  async race<Result>(contenders: Readonly<Record<string, () => Promise<Result>>>): Promise<Result[]> {
    this.isRacing = true;
    const underWay = new Set(Object.keys(contenders));
    const ended = Promise.all(
      Object.entries(contenders).map(([party, act]) => act().finally(() => underWay.delete(party))),
    );
    ended.catch(() => undefined);
    while (underWay.size > 0) {
      await new Promise(setImmediate);
      // One that is neither waiting nor done pauses before it tries again: the choice would depend on how long.
      if ([...underWay].every((party) => this.waiting.some((one) => one.party === party))) this.pick();
    }
    this.isRacing = false;
    return ended;
  }

  private pick(): void {
    const again = this.random() < this.runThrough ? this.waiting.filter(({ party }) => party === this.last) : [];
    const among = again.length > 0 ? again : this.waiting;
    const next = among[Math.floor(this.random() * among.length)];
    if (!next) return;
    this.waiting = this.waiting.filter((one) => one !== next);
    this.last = next.party;
    this.trace.push(`${next.party} ${next.what}`);
    next.go();
  }
}
