import { EngineUnavailable, positionOf } from '@doremi/event-sourcing';
import { eventually } from '@doremi/event-sourcing/testing';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { aBoardOrder, aStore, aTrack, AT } from './testing/documents.js';
import { EventSource } from '@doremi/http/testing';
import { startQueryApi, type QueryApi } from './testing/query-api.js';

let api: QueryApi;
let clients: EventSource[];
beforeEach(() => {
  api = startQueryApi();
  clients = [];
  for (const storeId of [2001, 2002]) api.models.stores.put(storeId, aStore({ storeId }));
});
afterEach(() => {
  for (const client of clients) client.lose();
  api.stop();
  expect(api.faults).toEqual([]);
});

const client = (path: string, headers: Record<string, string> = {}): EventSource => {
  const made = new EventSource(`${api.url}${path}`, headers);
  clients.push(made);
  return made;
};

const put = (orderId: number, over: Parameters<typeof aBoardOrder>[0] = {}): void =>
  api.models.board.put(orderId, aBoardOrder({ orderId, ...over }));
const closed = { status: 'COMPLETED', open: false, closedAt: AT } as const;

const idsOf = ({ told }: EventSource) => told.map(({ data }) => data.orderId);

const BOARD = '/stores/2002/board/stream';

describe("a store's board, live", () => {
  test('begins with its open orders, as GET /orders shows them', async () => {
    put(1);
    put(2, { storeId: 2001 });
    put(3, closed);
    put(4);
    const screen = client(BOARD);
    expect(await screen.open()).toBe(200);
    await eventually(() => screen.told.length === 2);
    const { body } = await api.get('/orders?storeId=2002');
    expect(screen.told.map(({ data }) => data)).toEqual((body as { items: unknown[] }).items);
    expect(screen.told.map(({ id }) => id)).toEqual([null, api.models.board.watermark]);
  });

  test('tells every change, and of a closed order once that it is closed', async () => {
    put(1);
    const screen = client(BOARD);
    await screen.open();
    await eventually(() => screen.told.length === 1);
    put(1, { status: 'COOKING' });
    await eventually(() => screen.told.length === 2);
    put(9, { storeId: 2001 });
    put(1, closed);
    await eventually(() => screen.told.length === 3);
    expect(screen.told.map(({ data }) => data.status)).toEqual(['RECEIVED', 'COOKING', 'COMPLETED']);
    expect(screen.told.map(({ id }) => id)).toEqual([1n, 2n, 4n].map((n) => positionOf(n, 0n)));
    const other = client(BOARD);
    await other.open();
    put(2);
    await eventually(() => other.told.length > 0);
    expect(idsOf(other)).toContain(2);
    expect(idsOf(other)).not.toContain(1);
  });

  test('of which there is nothing to show says at least how far it is', async () => {
    put(1, { storeId: 2001 });
    const screen = client(BOARD);
    await screen.open();
    await eventually(() => screen.lastId === api.models.board.watermark);
    expect(screen.told).toEqual([]);
  });

  test('tells who comes back all that changed meanwhile, closed orders too, and nothing else', async () => {
    put(1);
    put(2);
    const screen = client(BOARD);
    await screen.open();
    await eventually(() => screen.told.length === 2);
    screen.lose();
    put(2, closed);
    put(3);
    put(4, { storeId: 2001 });
    await screen.open();
    await eventually(() => screen.told.length === 4);
    expect(idsOf(screen).slice(2)).toEqual([2, 3]);
    expect(screen.lastId).toBe(api.models.board.watermark);
  });

  test('of another log says so in its ids, and begins anew for who comes back from the lost one', async () => {
    put(1);
    put(2);
    const screen = client(BOARD);
    await screen.open();
    await eventually(() => screen.told.length === 2);
    screen.lose();
    const { board } = api.models;
    board.clear();
    board.generation = 1;
    for (const orderId of [3, 4, 5]) put(orderId);
    await screen.open();
    await eventually(() => screen.told.length === 5);
    expect(idsOf(screen).slice(2)).toEqual([3, 4, 5]);
    expect(screen.lastId).toBe(`${board.watermark}@1`);
    screen.lose();
    put(4, closed);
    await screen.open();
    await eventually(() => screen.told.length === 6);
    expect(idsOf(screen).slice(5)).toEqual([4]);
  });

  test.each(['nonsense', positionOf(999n, 0n)])('begins anew for who comes back with %j', async (lastId) => {
    put(1);
    const screen = client(BOARD);
    screen.lastId = lastId;
    expect(await screen.open()).toBe(200);
    await eventually(() => screen.told.length === 1);
  });

  test.each([
    ['store:2002', BOARD, 200],
    ['store:2001', BOARD, 403],
    ['customer:alice', BOARD, 403],
    ['admin', BOARD, 403],
    ['store:9', '/stores/9/board/stream', 404],
    ['store:2002', '/stores/x/board/stream', 404],
  ])('for %s %s is %d', async (actor, path, status) => {
    expect(await client(path, { 'X-Actor': actor }).open()).toBe(status);
  });

  test('ends with its process, so that the screens look for another', async () => {
    const screen = client(BOARD);
    await screen.open();
    api.streams.end();
    await eventually(() => screen.hasEnded);
  });

  test('shows changes that nobody told of within a second or so', async () => {
    api.models.board.onChange = () => () => undefined;
    const screen = client(BOARD);
    await screen.open();
    await eventually(() => screen.lastId !== null);
    put(1);
    await eventually(() => screen.told.length === 1);
  });

  test('is the same after a while without MongoDB', async () => {
    put(1);
    const screen = client(BOARD);
    await screen.open();
    await eventually(() => screen.told.length === 1);
    const { board } = api.models;
    const changesSince = board.changesSince.bind(board);
    let fails = 0;
    board.changesSince = (...since) => {
      if (fails++ > 2) return changesSince(...since);
      throw new EngineUnavailable('away');
    };
    for (const status of ['COOKING', 'READY', 'DELIVERING', 'DELIVERY_FAILED'] as const) {
      const before = fails;
      put(1, { status });
      await eventually(() => fails > before);
    }
    await eventually(() => screen.told.at(-1)?.data.status === 'DELIVERY_FAILED');
    expect(screen.hasEnded).toBe(false);
  });
});

describe('a read model that is built anew from another log', () => {
  test('is shown to whoever watches as it stands, and then as it changes', async () => {
    for (const orderId of [1, 2, 3]) put(orderId);
    const screens = [client(BOARD), client(BOARD)];
    for (const screen of screens) await screen.open();
    await eventually(() => screens.every(({ told }) => told.length === 3));
    api.models.board.clear();
    put(2, { status: 'COOKING' });
    await eventually(() => screens.every(({ told }) => told.length === 4));
    put(7);
    await eventually(() => screens.every(({ told }) => told.length === 5));
    for (const screen of screens) {
      expect(idsOf(screen).slice(3)).toEqual([2, 7]);
      expect(screen.lastId).toBe(positionOf(2n, 0n));
      expect(screen.hasEnded).toBe(false);
    }
    screens[0]?.lose();
    put(8);
    await eventually(() => screens[1]?.told.length === 6);
    expect(screens[0]?.told).toHaveLength(5);
  });
});

describe('one order, live', () => {
  const TRACK = '/myorder/1/stream';
  beforeEach(() => api.models.tracking.put(1, aTrack({ status: 'RECEIVED' })));

  test('begins as it stands and goes on as it changes, to its end', async () => {
    const phone = client(TRACK, { 'X-Actor': 'customer:alice' });
    await phone.open();
    await eventually(() => phone.told.length === 1);
    const { body } = await api.get('/myorder/1');
    expect(phone.told[0]?.data).toEqual(body);
    api.models.tracking.put(2, aTrack({ orderId: 2 }));
    api.models.tracking.put(1, aTrack({ status: 'COMPLETED' }));
    await eventually(() => phone.told.length === 2);
    expect(phone.told[1]).toMatchObject({
      id: api.models.tracking.watermark,
      data: { orderId: 1, status: 'COMPLETED' },
    });
  });

  test('tells who comes back what changed meanwhile', async () => {
    const phone = client(TRACK);
    await phone.open();
    await eventually(() => phone.told.length === 1);
    phone.lose();
    await phone.open();
    api.models.tracking.put(1, aTrack({ status: 'COOKING' }));
    await eventually(() => phone.told.length === 2);
    expect(phone.told[1]?.data.status).toBe('COOKING');
  });

  test.each([
    ['customer:alice', TRACK, 200],
    ['store:2002', TRACK, 200],
    ['customer:bob', TRACK, 404],
    ['store:2003', TRACK, 404],
    ['admin', TRACK, 403],
    ['customer:alice', '/myorder/2/stream', 404],
  ])('for %s %s is %d', async (actor, path, status) => {
    expect(await client(path, { 'X-Actor': actor }).open()).toBe(status);
  });
});

describe('500 clients', () => {
  test('cost as little as one while nothing happens, and are all told when something does', async () => {
    put(1);
    const before = process.memoryUsage().heapUsed;
    const screens = Array.from({ length: 500 }, () => client(BOARD));
    expect(new Set(await Promise.all(screens.map((screen) => screen.open())))).toEqual(new Set([200]));
    await eventually(() => screens.every(({ told }) => told.length === 1));
    expect(api.streams.size).toBe(500);
    // Both ends of every connection are in this process.
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100_000_000);
    const { looks } = api.models.board;
    put(1, { status: 'COOKING' });
    await eventually(() => screens.every(({ told }) => told.length === 2));
    expect(api.models.board.looks - looks).toBeLessThanOrEqual(3);
    for (const screen of screens) screen.lose();
    await eventually(() => api.streams.size === 0);
    put(2);
    expect(api.models.board.looks - looks).toBeLessThanOrEqual(4);
  });
});
