import type { EventStore } from '@doremi/shared/engines/event-store';
import type { Helper } from '@doremi/shared/engines/redis';
import { idsOn } from '../adapters/ids.js';
import type { PaymentProvider } from '../adapters/payment-provider.js';
import type { Aggregates } from '../aggregates.js';
import { settling } from '../payment/settle.js';
import { policies } from '../policies/all.js';
import { reacting } from '../policies/reacting.js';
import { listsOf } from '../policies/testing/happened.js';
import { routesOn } from '../routes.js';
import { ScriptedMenuService } from './menu-services.js';
import { askOf, type Ask } from './ask.js';

/** One of several processes that serve the same stores. */
export interface Replica {
  readonly ask: Ask;
  /** Has the policies react to the newest event of a stream, as the policies process would a moment later. */
  readonly react: (stream: string) => Promise<void>;
}

/** A Redis that is away: every process counts on its own. */
export const noRedis: Helper = {
  next: () => Promise.resolve(null),
  raise: () => Promise.resolve(),
  keep: () => Promise.resolve(),
  kept: () => Promise.resolve(undefined),
  forget: () => Promise.resolve(),
  publish: () => Promise.resolve(false),
  subscribe: () => () => undefined,
  ping: () => Promise.reject(new Error('away')),
  close: () => Promise.resolve(),
};

/** What the policies of a process do with the newest event of a stream. Offers go to named stores here, so no list is needed. */
export const reactingTo = (store: EventStore, aggregates: Aggregates, provider: PaymentProvider): Replica['react'] => {
  const react = reacting(aggregates, provider, new ScriptedMenuService(), settling(aggregates, provider));
  return async (stream) => {
    const event = (await store.read(stream)).at(-1);
    for (const { whenever } of policies)
      for (const reaction of (event && (await whenever[event.type]?.(event.data, listsOf({}), event))) ?? [])
        if (event) await react(reaction, event);
  };
};

/** A process in this one, without HTTP. */
export const replicaOn = (store: EventStore, aggregates: Aggregates, provider: PaymentProvider): Replica => ({
  ask: askOf(routesOn(aggregates, store, idsOn(noRedis, store), provider, new ScriptedMenuService())),
  react: reactingTo(store, aggregates, provider),
});
