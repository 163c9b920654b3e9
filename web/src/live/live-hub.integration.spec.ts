import { eventually } from '@doremi/event-sourcing/testing';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { LiveHub, type Listener, type Told } from './live-hub.js';
import { ScriptedLive } from './testing/scripted-live.js';

/** A window, and what it shows of each topic: what it is told, put together. */
class Window implements Listener {
  readonly told: Told[] = [];
  readonly shows = new Map<string, Map<number, object>>();

  readonly tell = (told: Told): void => {
    this.told.push(told);
    if (told.kind === 'snapshot') this.shows.set(told.topic, new Map());
    if (told.kind === 'document') this.shows.get(told.topic)?.set(told.document.orderId ?? 0, told.document);
  };

  orders(topic: string): number[] {
    return [...(this.shows.get(topic)?.keys() ?? [])];
  }

  is(kind: Told['kind'], topic: string): boolean {
    return this.told.some((told) => told.kind === kind && 'topic' in told && told.topic === topic);
  }
}

const BOARD = 'board:2002';
const order = (orderId: number, more: object = {}) => ({ orderId, closedAt: null, ...more });

let server: ScriptedLive;
let hub: LiveHub;
let window: Window;
beforeEach(() => {
  server = new ScriptedLive();
  hub = new LiveHub({ fetch: server.fetch, headers: () => Promise.resolve({ 'X-Actor': 'store:2002' }) });
  window = new Window();
});

/** Waits until the hub has come so many times. */
const came = (times: number) => eventually(() => server.connections.length === times);

test('what several windows watch is one connection, in the name of whoever it is', async () => {
  const other = new Window();
  hub.watch(window, BOARD, null);
  hub.watch(other, 'order:7', '12@1');
  await came(1);
  expect(server.last.topics).toEqual([BOARD, 'order:7']);
  expect(Object.fromEntries(server.last.headers)).toMatchObject({
    'x-actor': 'store:2002',
    'x-event-position': '12@1',
  });
  server.last.tell(BOARD, [order(1)], 'a');
  server.last.tell('order:7', [order(7)], 'b');
  await eventually(() => other.is('current', 'order:7'));
  expect([window.orders(BOARD), other.orders('order:7'), other.orders(BOARD)]).toEqual([[1], [7], []]);
  hub.leave(window);
  hub.leave(other);
});

test('what was last written at any of the windows is asked for, whichever of them came last', async () => {
  const at = (n: number): string => `${String(n).padStart(16, '0')}-${String(n).padStart(16, '0')}`;
  const others = [new Window(), new Window()] as const;
  hub.watch(window, BOARD, at(12));
  hub.watch(others[0], 'order:7', at(11));
  hub.watch(others[1], 'order:8', null);
  await came(1);
  expect(server.last.headers.get('X-Event-Position')).toBe(at(12));
  for (const one of [window, ...others]) hub.leave(one);
});

test('a window that comes later is told what is known, and nobody is asked for it', async () => {
  hub.watch(window, BOARD, null);
  await came(1);
  server.last.tell(BOARD, [order(1), order(2)], 'a');
  server.last.say(BOARD, order(1, { closedAt: '2026-11-28T10:00:00Z' }));
  await eventually(() => window.told.filter(({ kind }) => kind === 'document').length === 3);
  const later = new Window();
  hub.watch(later, BOARD, null);
  // What is closed was told to whoever was there, and is not to whoever comes.
  expect(later.orders(BOARD)).toEqual([2]);
  expect(later.is('current', BOARD)).toBe(true);
  expect(server.connections).toHaveLength(1);
  hub.leave(window);
  hub.leave(later);
});

describe('a lost connection', () => {
  test('is told at once, and come back to with the place where it was left', async () => {
    hub.watch(window, BOARD, null);
    await came(1);
    server.last.write('retry: 5\n\n');
    server.last.tell(BOARD, [order(1)], 'here');
    await eventually(() => window.is('current', BOARD));
    server.last.lose();
    await eventually(() =>
      window.told.some((told) => told.kind === 'connection' && !told.isUp && window.told.length > 1),
    );
    await came(2);
    expect(server.last.headers.get('Last-Event-ID')).toBe('here');
    server.last.say(BOARD, order(2));
    server.last.say('current', { topic: BOARD });
    await eventually(() => window.orders(BOARD).length === 2);
    hub.leave(window);
  });

  test('is told where there never was one; before anybody knows, nothing is', async () => {
    server.status = 503;
    hub.watch(window, BOARD, null);
    expect(window.told).toEqual([]);
    await eventually(() => window.told.length > 0);
    expect(window.told).toEqual([{ kind: 'connection', isUp: false }]);
    hub.leave(window);
  });

  test('is not one that was let go because nobody watched anything, between two pages', async () => {
    hub.watch(window, BOARD, null);
    await came(1);
    server.last.tell(BOARD, [], 'a');
    await eventually(() => window.is('current', BOARD));
    hub.unwatch(window, BOARD);
    await eventually(() => !server.last.isOpen);
    hub.watch(window, 'order:7', null);
    await came(2);
    server.last.tell('order:7', [order(7)], 'b');
    await eventually(() => window.is('current', 'order:7'));
    expect(window.told.filter((told) => told.kind === 'connection' && !told.isUp)).toEqual([]);
    hub.leave(window);
  });

  test('is not come back to where coming back is of no use', async () => {
    server.status = 400;
    hub.watch(window, BOARD, null);
    await eventually(() => window.told.length > 0);
    server.status = 200;
    hub.watch(window, 'order:1', null);
    await came(1);
    hub.leave(window);
  });
});

test('a topic more is another connection: the one before goes on until it is there', async () => {
  hub.watch(window, BOARD, null);
  await came(1);
  const [first] = server.connections;
  server.last.tell(BOARD, [order(1)], 'a');
  await eventually(() => window.is('current', BOARD));
  hub.watch(window, 'order:7', null);
  await came(2);
  expect(server.last.topics).toEqual([BOARD, 'order:7']);
  expect(server.last.headers.get('Last-Event-ID')).toBe('a');
  await eventually(() => first?.isOpen === false);
  expect(window.told.filter((told) => told.kind === 'connection' && !told.isUp)).toEqual([]);
  hub.unwatch(window, 'order:7');
  await came(3);
  expect(server.last.topics).toEqual([BOARD]);
  hub.leave(window);
  await eventually(() => !server.last.isOpen);
});

test('a topic that is watched again is told all that there is, whatever place the id has for it', async () => {
  hub.watch(window, BOARD, null);
  hub.watch(window, 'order:7', null);
  await came(1);
  server.last.tell(BOARD, [order(1)], 'board and order');
  server.last.tell('order:7', [order(7)], 'board and order');
  await eventually(() => window.is('current', 'order:7'));

  // At once: what is known is enough.
  hub.unwatch(window, BOARD);
  hub.watch(window, BOARD, null);
  expect(window.orders(BOARD)).toEqual([1]);
  await came(2);
  expect([server.last.topics, server.last.headers.get('Last-Event-ID')]).toEqual([
    [BOARD, 'order:7'],
    'board and order',
  ]);

  // After it was let go, and before an id came that knows nothing of it.
  hub.unwatch(window, BOARD);
  await came(3);
  hub.watch(window, BOARD, null);
  await came(4);
  expect([server.last.topics, server.last.headers.get('Last-Event-ID')]).toEqual([['order:7', BOARD], null]);

  // After such an id, the place of what stayed is good.
  hub.unwatch(window, BOARD);
  await came(5);
  server.last.write('id: order alone\n\n');
  await eventually(() => server.connections[3]?.isOpen === false);
  hub.watch(window, BOARD, null);
  await came(6);
  expect(server.last.headers.get('Last-Event-ID')).toBe('order alone');
  hub.leave(window);
});

test('what is refused is told to its window, and the others go on', async () => {
  hub.watch(window, BOARD, null);
  hub.watch(window, 'order:9', null);
  await came(1);
  server.last.say('refused', { topic: 'order:9', code: 'ORDER_NOT_FOUND', status: 404 });
  server.last.tell(BOARD, [order(1)], 'a');
  await eventually(() => window.is('current', BOARD));
  expect(window.told).toContainEqual({ kind: 'refused', topic: 'order:9', code: 'ORDER_NOT_FOUND', status: 404 });
  hub.leave(window);
});
