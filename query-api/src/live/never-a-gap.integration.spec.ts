import { openReadSide } from '@doremi/read-models';
import { announcementsInMemory, type MongoInMemory, startMongoInMemory } from '@doremi/read-models/testing';
import type { BoardOrder, OrderStage, StoreView } from '@doremi/domain';
import { eventually } from '@doremi/event-sourcing/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openReadModels } from '../open-read-models.js';
import { aBoardOrder, aStore, AT } from '../testing/documents.js';
import { FedBoard, LANES } from '../testing/fed-board.js';
import { MemoryLiveReader } from '../testing/memory-live-reader.js';
import { BoardScreen, LiveScreen } from '../testing/screens.js';
import { serve } from '../testing/serve.js';

const STORES = [2001, 2002];
const ORDERS = 4;
const LIVE_SCREENS = 3;
const STAGES: readonly OrderStage[] = ['RECEIVED', 'COOKING', 'READY', 'DELIVERING'];

/** The next thing that happens to an order; its total counts them, so that it shows which state is older. */
const next = (orderId: number, was: BoardOrder | undefined, closes: boolean): BoardOrder | null => {
  if (was?.open === false) return null;
  const stage = was ? was.total / 100 : 0;
  const status = closes ? 'COMPLETED' : (STAGES[stage] ?? (stage % 2 === 0 ? 'DELIVERY_FAILED' : 'DELIVERING'));
  const storeId = STORES[orderId === 3 ? 0 : 1] ?? 0;
  const closedAt = closes ? AT : null;
  return aBoardOrder({ orderId, storeId, status, open: !closes, total: (stage + 1) * 100, closedAt });
};

type Step =
  | { readonly do: 'happen' | 'close' | 'park' | 'retry'; readonly orderId: number }
  | { readonly do: 'write' | 'checkpoint'; readonly lane: number }
  | { readonly do: 'lose' | 'come'; readonly screen: number }
  | { readonly do: 'watch'; readonly live: number; readonly topics: readonly string[] }
  | { readonly do: 'flow' | 'see' | 'promote' };

const orderId = fc.integer({ min: 1, max: ORDERS });
const lane = fc.nat(LANES - 1);
const screen = fc.nat(2 * STORES.length + LIVE_SCREENS - 1);
const live = fc.nat(LIVE_SCREENS - 1);
const topics = fc.shuffledSubarray([...STORES.map((storeId) => `board:${storeId}`), 'orders'], { minLength: 1 });
const one = <Do extends string>(weight: number, name: Do, of: { [name: string]: fc.Arbitrary<unknown> } = {}) => ({
  weight,
  arbitrary: fc.record({ do: fc.constant(name), ...of }),
});
const anyStep = fc.oneof(
  one(10, 'happen', { orderId }),
  one(1, 'close', { orderId }),
  one(4, 'flow'),
  one(6, 'write', { lane }),
  one(6, 'checkpoint', { lane }),
  one(2, 'lose', { screen }),
  one(4, 'come', { screen }),
  one(2, 'watch', { live, topics }),
  one(3, 'see'),
  one(2, 'park', { orderId }),
  one(2, 'retry', { orderId }),
  one(1, 'promote'),
) as fc.Arbitrary<Step>;

let engine: MongoInMemory;
beforeAll(async () => (engine = await startMongoInMemory()));
afterAll(() => engine.stop());

/** A board without any order, screens that show it, and what can happen to both. */
const start = async () => {
  await engine.mongo.database('main').dropDatabase();
  const announcements = announcementsInMemory();
  const fed = new FedBoard(engine.mongo, announcements);
  await fed.begin();
  const readSide = openReadSide(engine.mongo, announcements);
  const stores = new MemoryLiveReader<StoreView>();
  for (const storeId of STORES) stores.put(storeId, aStore({ storeId }));
  const models = openReadModels(readSide);
  const api = serve({ ...models, stores });
  const lives = Array.from({ length: LIVE_SCREENS }, () => new LiveScreen(api.url));
  const screens = [...[...STORES, ...STORES].map((storeId) => new BoardScreen(api.url, storeId)), ...lives];
  const newest = (orderId: number) => fed.log.findLast(({ order }) => order.orderId === orderId)?.order;

  /** Waits until every screen that is there shows what the read model says. */
  const see = async (): Promise<void> => {
    await fed.say();
    for (const screen of screens.filter(({ isThere }) => isThere)) {
      const documents = await models.board.find({});
      await eventually(() => screen.shows(documents));
    }
  };
  return {
    take: async (step: Step): Promise<unknown> => {
      switch (step.do) {
        case 'happen':
        case 'close': {
          const order = next(step.orderId, newest(step.orderId), step.do === 'close');
          return order && fed.append(order);
        }
        case 'park': {
          const order = newest(step.orderId);
          return order && fed.park(order);
        }
        case 'retry':
          return fed.retry(step.orderId);
        case 'write':
          return fed.write(step.lane);
        case 'checkpoint':
          return fed.checkpoint(step.lane);
        case 'lose':
          return screens[step.screen]?.lose();
        case 'come':
          return screens[step.screen]?.come();
        case 'watch':
          return lives[step.live]?.watch(step.topics);
        case 'flow':
          return fed.flow();
        case 'see':
          return see();
        case 'promote':
          return fed.promote();
      }
    },
    finish: async (): Promise<unknown[]> => {
      for (const screen of screens) await screen.come();
      await fed.catchUp();
      await see();
      return [...api.faults, ...screens.flatMap(({ faults }) => faults)];
    },
    stop: (): void => {
      for (const screen of screens) screen.lose();
      api.stop();
      readSide.close();
    },
  };
};

test('whatever happens while whoever is there: in the end every screen shows what the read model says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 20, maxLength: 80 }), async (steps) => {
      const world = await start();
      try {
        for (const step of steps) await world.take(step);
        expect(await world.finish()).toEqual([]);
      } finally {
        world.stop();
      }
    }),
    { numRuns: 20, endOnFailure: true },
  );
}, 60_000);
