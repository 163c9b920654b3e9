import type { EventStore } from '@doremi/shared/engines/event-store';
import { idsOn } from '@doremi/command-api/adapters/ids';
import type { PaymentProvider } from '@doremi/command-api/adapters/payment-provider';
import type { Aggregates } from '@doremi/command-api/aggregates';
import { settling } from '@doremi/command-api/payment/settle';
import { routesOn } from '@doremi/command-api/routes';
import { ScriptedMenuService } from '@doremi/command-api/testing/menu-services';
import { askOf, type Ask } from '@doremi/command-api/testing/ask';
import { noRedis } from '@doremi/command-api/testing/no-redis';
import { policies } from '../all.js';
import { reacting } from '../reacting.js';
import { listsOf } from './happened.js';

/** One of several processes that serve the same stores. */
export interface Replica {
  readonly ask: Ask;
  /** Has the policies react to the newest event of a stream, as the policies process would a moment later. */
  readonly react: (stream: string) => Promise<void>;
}

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
