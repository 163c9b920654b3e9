import { personalDataInMemory } from '@doremi/personal-data/testing';
import { upcast } from '@doremi/domain';
import { withEventStore } from '@doremi/event-store/testing';
import { withRedis } from '@doremi/redis/testing';
import { withRoutes } from '@doremi/http/testing';
import { describe, expect, test } from '@jest/globals';
import { idsOn, routesOn, ScriptedMenuServiceProbe, withPaymentProvider } from '@doremi/command-api/testing';
import { aggregatesOn } from '@doremi/command-api';
import { races } from './testing/races/races.js';
import type { Race } from './testing/races/race.js';
import { reactingTo, type Replica } from './testing/replica.js';

const engine = withEventStore(upcast);
const helper = withRedis();
const standIn = withPaymentProvider();

/** A process's worth of handlers behind an HTTP server of its own; there are two, over one event store. */
const withReplica = (): Replica => {
  const { call } = withRoutes(() => {
    const aggregates = aggregatesOn(engine.store);
    const ids = idsOn(helper.redis, engine.store);
    return routesOn(
      aggregates,
      engine.store,
      ids,
      standIn.provider(),
      new ScriptedMenuServiceProbe(),
      personalDataInMemory(),
    );
  });
  return {
    ask: (by, method, path, body) => call(method, path, body, { 'X-Actor': by }),
    react: (stream) => reactingTo(engine.store, aggregatesOn(engine.store), standIn.provider())(stream),
  };
};
const left = withReplica();
const right = withReplica();

const chargesOf = async (cartId: number): Promise<string[]> =>
  Object.keys((await standIn.counters()).charges).filter((key) => key.startsWith(`${cartId}-`));

let stores = 1_000;

/** Whoever is asked first may still come second: the two go over sockets of their own. */
const run = async ({ given, contenders, verdict }: Race, isTurned: boolean): Promise<string> => {
  const ids = await given(left, ++stores);
  const both = Object.entries(contenders);
  const asked = (isTurned ? both.reverse() : both).map(async ([name, act], index) => {
    return [name, await act(index === 0 ? left : right, ids)] as const;
  });
  return verdict({
    ids,
    answers: Object.fromEntries(await Promise.all(asked)),
    stream: (name) => engine.store.read(name),
    charges: () => chargesOf(ids.cartId),
  });
};

describe.each(races)('over HTTP and a real event store, $name', (race) => {
  test('ends in one of the possible ways', async () => {
    for (let round = 0; round < 4; round++) expect(race.endings).toContain(await run(race, round % 2 === 1));
  });
});
