import { positionOf } from '@doremi/event-sourcing';
import { eventually } from '@doremi/event-sourcing/testing';
import { EventSource } from '@doremi/http/testing';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { aBoardOrder, aCart, aMenu, aStore, aStoreMenu, aTrack, AT } from '../testing/documents.js';
import { LiveClient } from '../testing/live-client.js';
import { type QueryApi, startQueryApi } from '../testing/query-api.js';

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

const client = (topics: string, actor?: string, lastId: string | null = null): LiveClient => {
  const made = new LiveClient(api.url, topics, { actor, lastId });
  clients.push(made);
  return made;
};

const put = (orderId: number, over: Parameters<typeof aBoardOrder>[0] = {}): void =>
  api.models.board.put(orderId, aBoardOrder({ orderId, ...over }));
const closed = { status: 'COMPLETED', open: false, closedAt: AT } as const;

describe('several topics over one connection', () => {
  test('are each told whole, then said to be current, each document as its GET shows it', async () => {
    put(1);
    put(2, { storeId: 2001 });
    put(3, closed);
    api.models.tracking.put(5, aTrack({ orderId: 5 }));
    api.models.carts.put(7, aCart({ cartId: 7 }));
    api.models.menus.put(1, aMenu());
    api.models.storeMenus.put('2002.1', aStoreMenu());
    const screen = client('board:2002,order:5,cart:7,menus:2002,offers');
    await screen.come(5);
    const board = screen.inShort().filter((text) => text.includes('board'));
    expect(board).toEqual(['snapshot board:2002', 'board:2002 1', 'current board:2002']);
    const items = async (path: string) => ((await api.get(path)).body as { items: unknown[] }).items;
    const bodies = async (path: string) => [(await api.get(path)).body];
    expect(screen.of('board:2002')).toEqual(await items('/orders?storeId=2002'));
    expect(screen.of('order:5')).toEqual(await bodies('/myorder/5'));
    expect(screen.of('cart:7')).toEqual(await bodies('/mycart/7'));
    expect(screen.of('menus:2002')).toEqual(await items('/stores/2002/menus'));
    expect(screen.of('offers')).toEqual(await items('/menus'));
  });

  test('change on, and what is of none of them is not told', async () => {
    const screen = client('board:2002,cart:7', 'store:2002');
    api.models.carts.put(7, aCart({ cartId: 7 }));
    await screen.come(2);
    const before = screen.told.length;
    put(1);
    await eventually(() => screen.told.length === before + 1);
    put(2, { storeId: 2001 });
    api.models.carts.put(7, aCart({ cartId: 7 }));
    put(1, closed);
    await eventually(() => screen.told.length === before + 2);
    expect(screen.inShort(before)).toEqual(['board:2002 1', 'board:2002 1']);
    expect(screen.told.at(-1)?.data).toMatchObject({ orderId: 1, status: 'COMPLETED' });
  });

  test('that are asked for by a client that comes back are told what was missed, new ones whole, others not at all', async () => {
    put(1);
    put(2);
    api.models.carts.put(7, aCart({ cartId: 7 }));
    const screen = client('board:2002,cart:7');
    await screen.come(2);
    screen.lose();
    put(2, closed);
    put(9, { storeId: 2001 });
    const next = client('board:2002,board:2001', undefined, screen.lastId);
    await next.come(2);
    expect(next.inShort().filter((text) => text.includes('2002'))).toEqual(['board:2002 2', 'current board:2002']);
    expect(next.inShort().filter((text) => text.includes('2001'))).toEqual([
      'snapshot board:2001',
      'board:2001 9',
      'current board:2001',
    ]);
  });

  test.each(['nonsense', '=;;=', `board:2002=${positionOf(999n, 0n)}`, 'board:2002=x;offers'])(
    'begin anew for who comes back with %j',
    async (lastId) => {
      put(1);
      const screen = client('board:2002,offers', undefined, lastId);
      await screen.come(2);
      expect(screen.inShort()).toEqual(
        expect.arrayContaining(['snapshot board:2002', 'snapshot offers', 'board:2002 1']),
      );
    },
  );

  test('are told anew where the log was replaced, to who comes back and to who is there', async () => {
    put(1);
    put(2);
    api.models.carts.put(7, aCart({ cartId: 7 }));
    const [gone, there] = [client('board:2002,cart:7'), client('board:2002,cart:7')];
    await gone.come(2);
    await there.come(2);
    gone.lose();
    const before = there.told.length;
    api.models.board.clear();
    api.models.board.generation = 1;
    put(3);
    await eventually(() => there.told.length === before + 3);
    expect(there.inShort(before)).toEqual(['snapshot board:2002', 'board:2002 3', 'current board:2002']);
    const seen = gone.told.length;
    await gone.come(2);
    expect(gone.inShort(seen).sort()).toEqual(
      ['current cart:7', 'snapshot board:2002', 'board:2002 3', 'current board:2002'].sort(),
    );
    expect(gone.lastId).toContain('@1');
  });

  test('leave no place in the id of one that is being told whole, so that it is again, if the stream is lost before', async () => {
    put(1);
    const screen = client('board:2002,cart:7');
    api.models.carts.put(7, aCart({ cartId: 7 }));
    await screen.come(2);
    const snapshots = screen.told.filter(({ event }) => event === 'snapshot');
    for (const { id, data } of snapshots) expect(id).not.toContain(data.topic);
    expect(screen.lastId).toMatch(/board:2002=[^;]+/);
    expect(screen.lastId).toMatch(/cart:7=[^;]+/);
  });
});

describe('one look', () => {
  test('is for everybody who follows a read model, on however many topics and streams', async () => {
    const board = new EventSource(`${api.url}/stores/2002/board/stream`);
    clients.push(board);
    expect(await board.open()).toBe(200);
    const screens = Array.from({ length: 50 }, () => client('board:2001,board:2002,orders,menus:2002'));
    await Promise.all(screens.map((screen) => screen.come(4)));
    const { looks } = api.models.board;
    put(1);
    await eventually(() =>
      screens.every((screen) => screen.inShort().filter((text) => text.endsWith(' 1')).length === 2),
    );
    await eventually(() => board.told.length === 1);
    expect(api.models.board.looks - looks).toBeLessThanOrEqual(3);
    for (const screen of clients) screen.lose();
    await eventually(() => api.streams.size === 0);
  });
});
