import type { Recorded } from '@doremi/event-sourcing';
import { type Aggregates, aggregatesOn } from '@doremi/command-api';
import { type Answered, MemoryEventStore, PaymentProviderInMemory } from '@doremi/command-api/testing';
import type { Ids, Race } from './race.js';
import { replicaOn } from '../replica.js';
import { seeded, SeededInterleaving } from './seeded-interleaving.js';

/** What a race begins with, made once: the events up to there. */
export interface Beginning {
  readonly ids: Ids;
  readonly history: readonly Recorded[];
  readonly provider: PaymentProviderInMemory;
}

export const beginningOf = async ({ given }: Race): Promise<Beginning> => {
  const [store, provider] = [new MemoryEventStore(), new PaymentProviderInMemory()];
  const ids = await given(replicaOn(store, aggregatesOn(store), provider), 2002);
  return { ids, history: store.log, provider };
};

export interface Run {
  readonly ending: string;
  readonly trace: readonly string[];
}

/**
 * Runs a race once: each contender in a replica of its own, over one event store, in the order that the seed decides.
 * The seed decides as well what each replica remembers of the time before: all of it, a part, or nothing.
 */
export const runRace = async (
  race: Race,
  { ids, history, provider: before }: Beginning,
  seed: number,
): Promise<Run> => {
  const random = seeded(seed);
  const interleaving = new SeededInterleaving(random);
  const store = new MemoryEventStore(history.slice(0, Math.floor(random() * (history.length + 1))));
  const provider = new PaymentProviderInMemory(before);
  const contenders: Record<string, () => Promise<Answered>> = {};
  for (const [name, act] of Object.entries(race.contenders)) {
    const own = interleaving.storeOf(name, store);
    const aggregates = aggregatesOn(own);
    if (random() < 0.5) await remember(aggregates, store.log);
    const replica = replicaOn(own, aggregates, interleaving.providerOf(name, provider));
    contenders[name] = () => act(replica, ids);
  }
  store.add(history.slice(store.log.length));
  const answers = await interleaving.race(contenders);
  const ending = await race.verdict({
    ids,
    answers: Object.fromEntries(Object.keys(contenders).map((name, index) => [name, answers[index] as Answered])),
    stream: (name) => store.read(name),
    charges: () => Promise.resolve([...provider.charged.keys()]),
    trace: interleaving.trace,
  });
  return { ending, trace: interleaving.trace };
};

/** Has a replica seen these events, so that its caches know of them and of nothing after. */
const remember = async (aggregates: Aggregates, events: readonly Recorded[]): Promise<void> => {
  const kinds: Readonly<Record<string, Pick<Aggregates[keyof Aggregates], 'load'>>> = {
    menu: aggregates.menus,
    store: aggregates.stores,
    storeMenu: aggregates.storeMenus,
    cart: aggregates.carts,
    payment: aggregates.payments,
    order: aggregates.orders,
  };
  for (const stream of new Set(events.map((event) => event.stream)))
    await kinds[stream.split('-')[0] ?? '']?.load(stream);
};
