import { personalDataInMemory } from '@doremi/personal-data/testing';
import type { EventStore } from '@doremi/event-sourcing';
import { type Ask, askOf, idsOn, noRedis, routesOn, ScriptedMenuServiceProbe } from '@doremi/command-api/testing';
import { type Aggregates, checkoutProcess, type PaymentProvider } from '@doremi/command-api';
import { policies } from '../policies.js';
import { reacting } from '../execute-reaction.js';
import { listsOf } from './happened.js';

/** One of several processes that serve the same stores. */
export interface Replica {
  readonly ask: Ask;
  /** Has the policies react to the newest event of a stream, as the policies process would a moment later. */
  readonly react: (stream: string) => Promise<void>;
}

/** What the policies of a process do with the newest event of a stream. Offers go to named stores here, so no list is needed. */
export const reactingTo = (store: EventStore, aggregates: Aggregates, provider: PaymentProvider): Replica['react'] => {
  const react = reacting(aggregates, provider, new ScriptedMenuServiceProbe(), checkoutProcess(aggregates, provider));
  return async (stream) => {
    const event = (await store.read(stream)).at(-1);
    for (const { whenever } of policies)
      for (const reaction of (event && (await whenever[event.type]?.(event.data, listsOf({}), event))) ?? [])
        if (event) await react(reaction, event);
  };
};

/** A process in this one, without HTTP. */
export const replicaOn = (store: EventStore, aggregates: Aggregates, provider: PaymentProvider): Replica => ({
  ask: askOf(
    routesOn(
      aggregates,
      store,
      idsOn(noRedis, store),
      provider,
      new ScriptedMenuServiceProbe(),
      personalDataInMemory(),
    ),
  ),
  react: reactingTo(store, aggregates, provider),
});
