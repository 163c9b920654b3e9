import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OpenApiDocument } from '@doremi/http';
import { contractOf, EventSource, keysOf } from '@doremi/http/testing';
import { until } from '@doremi/start';
import { httpBreaks } from '../contracts/http-breaks.js';
import { run, System } from '../whole-system.js';
import { steps, type Body } from '../walk/steps.js';
import { walk } from '../walk/walk.js';

const node = [process.execPath, '--enable-source-maps'] as const;

/** The block of the README that a newcomer pastes into a shell, for a system at another address. */
const walkBlock = (url: string): string => {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
  const [, block] = /<!-- walk -->\s+```sh\n([\s\S]*?)```/.exec(readme) ?? [];
  if (block === undefined) throw new Error('README.md has no walk');
  return `set -e\n${block.replace('http://127.0.0.1:8088', url)}`;
};

/** The stores that `npm start` begins with. */
const SEEDED = 3;

interface OfferedTo {
  readonly stores: readonly unknown[];
}

const faultsOf = async (url: string): Promise<readonly string[]> => {
  const faults: string[] = [];
  for await (const result of walk(url, steps))
    faults.push(...result.faults.map((fault) => `${result.request}: ${fault}`));
  return faults;
};

describe('a system that runs', () => {
  let system: System;
  const get = async (path: string) => {
    const response = await fetch(`${system.url}${path}`);
    return { status: response.status, body: (await response.json()) as Body & { items?: Body[] } };
  };

  beforeAll(async () => {
    system = await System.start();
  }, 60_000);
  afterAll(() => system.remove(), 30_000);

  test('says what came up, and what to try first', () => {
    for (const name of [
      'eventstore',
      'mongo',
      'redis',
      'gateway',
      'command-api',
      'policies',
      'projections',
      'query-api',
    ])
      expect(system.output).toMatch(new RegExp(`^  ${name} +127\\.0\\.0\\.1:\\d+$`, 'm'));
    expect(system.output).toContain(`${system.url}/mycart/1/order`);
  });

  test('starts with three stores that are open, and ids that start at 1', async () => {
    const { body } = await get('/stores');
    expect(body.items?.map(({ storeId, status }) => [storeId, status])).toEqual([
      [2001, 'OPEN'],
      [2002, 'OPEN'],
      [2003, 'OPEN'],
    ]);
    expect(await faultsOf(system.url)).toEqual([]);
    expect((await get('/menus/1')).body).toMatchObject({ id: 1, menuName: 'pizza3', price: 150 });
    expect((await get('/myorder/1')).body).toMatchObject({ orderId: 1, status: 'COMPLETED' });
  });

  test('the block of the README works when it is pasted, again and again', async () => {
    for (let time = 1; time <= 3; time++) {
      const { code, output } = await run(['bash', '-c', walkBlock(system.url)], process.env);
      expect({ time, code, output }).toMatchObject({
        code: 0,
        output: expect.stringMatching(/Order \d+ is delivered/),
      });
    }
  }, 30_000);

  test('npm run walk finds the system by its folder and passes', async () => {
    const { code, output } = await run([...node, 'tools/dist/walk/main.js'], system.environment);
    expect({ code, output }).toMatchObject({
      code: 0,
      output: expect.stringContaining('The walk is as the contract says.'),
    });
  });

  test('describes itself at /docs, keeps what was promised, and answers as it says', async () => {
    const document = (await get('/docs/openapi.json')).body as object as OpenApiDocument;
    expect(keysOf(document)).toEqual(expect.arrayContaining(['POST /menus', 'GET /menus']));
    const contract = <Kind>(name: string): Kind =>
      JSON.parse(readFileSync(new URL(`../../../contracts/${name}.json`, import.meta.url), 'utf8')) as Kind;
    const meant = contract<{ break: string; why: string }[]>('breaks').map((one) => one.break);
    expect(httpBreaks(contract<OpenApiDocument>('http'), document)).toEqual(meant);
    const faultsOf = contractOf(document);
    const faults: string[] = [];
    for await (const { request, exchange } of walk(system.url, steps))
      faults.push(...faultsOf(exchange).map((fault) => `${request}: ${fault}`));
    expect(faults).toEqual([]);
  });

  test('the ETag of what a person looks at is what If-Match takes, and it is over once somebody changed it', async () => {
    const send = async (method: string, path: string, body?: Body, ifMatch = '*') => {
      const headers = { 'Content-Type': 'application/json', 'If-Match': ifMatch };
      const response = await fetch(`${system.url}${path}`, {
        method,
        headers,
        ...(body && { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: (await response.json()) as Body };
    };
    const tagOf = async (path: string) => (await fetch(`${system.url}${path}`)).headers.get('ETag') ?? '';
    const card = { menuName: 'pizza4', menuType: 'pizza', description: '', price: 90 };
    const { menuId } = (await send('POST', '/menus', card)).body;
    const [menu, storeMenu] = [`/menus/${Number(menuId)}`, `/stores/2002/menus/${Number(menuId)}`];
    await send('POST', `${storeMenu}/approve`);
    const { cartId } = (await send('POST', '/mycart/2002/create')).body;
    const cart = `/mycart/${Number(cartId)}`;
    for (const [seen, method, path, body] of [
      [storeMenu, 'PUT', `${storeMenu}/price`, { price: 80 }],
      [cart, 'POST', `${cart}/menu/${Number(menuId)}/add`, {}],
      // Last: the store hears of it in its own time, and then its menu is another version.
      [menu, 'PUT', menu, { ...card, description: 'larger' }],
    ] as const) {
      const tag = await tagOf(seen);
      expect({ path, ...(await send(method, path, body, tag)) }).toMatchObject({ path, status: 200 });
      const other = 'price' in body ? { ...body, price: 70 } : body;
      expect({ path, ...(await send(method, path, other, tag)) }).toMatchObject({ path, status: 412 });
    }
    const tag = await tagOf(cart);
    await send('POST', `${cart}/menu/${Number(menuId)}/add`);
    expect(await send('POST', `${cart}/order`, {}, tag)).toMatchObject({
      status: 409,
      body: { code: 'CART_OUTDATED', total: 160 },
    });
    expect(await send('POST', `${cart}/order`, { total: 160 }, await tagOf(cart))).toMatchObject({ status: 201 });
  });

  test.each([
    ['GET', '/health/live'],
    ['GET', '/health/ready'],
    ['GET', '/metrics'],
    ['GET', '/ops/projections'],
    ['GET', '/ops/projections/rebuilds'],
    ['GET', '/ops/projections/parked'],
    ['GET', '/ops/policies/parked'],
    ['GET', '/ops/payments/differences'],
    ['POST', '/ops/projections/carts/verify'],
    ['POST', '/ops/projections/nothing/rebuild'],
    ['POST', '/ops/projections/accept-log'],
  ])('answers %s %s as it says at /docs', async (method, path) => {
    const faultsOf = contractOf((await get('/docs/openapi.json')).body as object as OpenApiDocument);
    const response = await fetch(`${system.url}${path}`, { method });
    const body = await response.text();
    const header = (name: string) => response.headers.get(name);
    expect(faultsOf({ method, path, status: response.status, header, body })).toEqual([]);
  });

  test('numbers as HTTPie sends them, and bodies that are not there', async () => {
    const send = async (path: string, body?: Body) => {
      const accept = { Accept: 'application/json, */*;q=0.5' };
      const headers = body ? { ...accept, 'Content-Type': 'application/json' } : accept;
      const response = await fetch(`${system.url}${path}`, {
        method: 'POST',
        headers,
        ...(body && { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: (await response.json()) as Body };
    };
    const menu = await send('/menus', {
      menuName: 'pizza3',
      menuType: 'pizza',
      description: 'pizzadesc',
      price: '150.0',
    });
    expect(menu).toMatchObject({ status: 201, body: { price: 150 } });
    const approved = await send(`/stores/2002/menus/${String(menu.body.menuId)}/approve`);
    expect(approved).toMatchObject({ status: 200, body: { menuStatus: 'APPROVED' } });
    const cart = await send('/mycart/2002/create');
    const added = await send(`/mycart/${String(cart.body.cartId)}/menu/${String(menu.body.menuId)}/add`, {
      quantity: '2',
    });
    expect(added).toMatchObject({ status: 200, body: { total: 300 } });
  });

  test('every read model is built anew while people walk and read, and no read fails or comes up short', async () => {
    expect(await faultsOf(system.url)).toEqual([]);
    const known = (await get('/menus?limit=200')).body.items?.length ?? 0;
    const order = (await get('/payments')).body.items?.[0]?.paymentId as number;
    let isDone = false;
    const failed: unknown[] = [];
    const reading = (async () => {
      for (let reads = 0; !isDone || reads < 50; reads++) {
        const menus = await get('/menus?limit=200');
        const track = await get(`/myorder/${order}`);
        if (menus.status !== 200 || (menus.body.items?.length ?? 0) < known || track.body.status !== 'COMPLETED')
          failed.push({ menus, track });
      }
    })();
    const walking = (async () => {
      const faults: string[] = [];
      while (!isDone) faults.push(...(await faultsOf(system.url)));
      return faults;
    })();
    const rebuilt = await run([...node, 'projections/dist/cli.js', 'rebuild', '--all', '--wait'], system.environment);
    isDone = true;
    await reading;
    expect({ failed, faults: await walking, ...rebuilt }).toMatchObject({ failed: [], faults: [], code: 0 });
    const { output } = await run([...node, 'projections/dist/cli.js', 'status'], system.environment);
    expect(output).toContain('orderBoard');
  }, 60_000);

  test('a screen that keeps losing its connection misses nothing, not even while its read model is built anew', async () => {
    const screen = new Map<number, unknown>();
    const source = new EventSource(`${system.url}/stores/2002/board/stream`, {}, (order) =>
      screen.set(Number(order.orderId), order.status),
    );
    expect(await source.open()).toBe(200);
    let isDone = false;
    const losing = (async () => {
      while (!isDone) {
        const { lastId } = source;
        await until('the screen to hear more', () => isDone || source.lastId !== lastId);
        source.lose();
        expect(await source.open()).toBe(200);
      }
    })();
    const rebuilding = run([...node, 'projections/dist/cli.js', 'rebuild', 'orderBoard', '--wait'], system.environment);
    const delivered: unknown[] = [];
    for (let time = 1; time <= 5; time++) {
      for await (const { exchange } of walk(system.url, steps))
        if (/cooking.start$/.test(exchange.path)) delivered.push((JSON.parse(exchange.body) as Body).orderId);
    }
    expect(await rebuilding).toMatchObject({ code: 0 });
    // One that stays open: it is on the board and on the screen.
    for await (const { status } of walk(system.url, steps.slice(0, -3))) expect(status).toBeLessThan(300);
    isDone = true;
    await losing;
    const open = async () => (await get('/orders?storeId=2002&limit=200')).body.items ?? [];
    const expected = [
      ...delivered.map((orderId) => [orderId, 'COMPLETED']),
      ...(await open()).map(({ orderId, status }) => [orderId, status]),
    ];
    const shown = () => [...screen].filter(([orderId]) => expected.some(([id]) => id === orderId));
    await until(
      'the screen to show them all',
      () => JSON.stringify(shown().sort()) === JSON.stringify(expected.sort()),
    );
    expect(delivered).toHaveLength(5);
    source.lose();
  }, 60_000);

  test('a process that is killed is started again and the work goes on', async () => {
    for (const name of ['policies', 'projections', 'command-api', 'mongo', 'eventstore']) {
      const before = system.pidOf(name);
      process.kill(before, 'SIGKILL');
      await until(`${name} to be started again`, () => system.pidOf(name) !== before);
    }
    let health: unknown;
    const isReady = async () => {
      const { status, body } = await get('/health/ready');
      health = body;
      return status === 200;
    };
    await until('all parts to be ready', isReady, 30_000).catch((error: unknown) => {
      throw new Error(`${JSON.stringify(health)}\n${system.output.slice(-4_000)}`, { cause: error });
    });
    expect(await faultsOf(system.url)).toEqual([]);
  }, 60_000);

  test('Ctrl-C ends everything within ten seconds, and everything is there when it is started again', async () => {
    const menus = async () => ((await get('/menus?limit=200')).body.items ?? []) as unknown as readonly OfferedTo[];
    // Policies have only just found the event store again: what the walk registered is offered in its own time.
    await until('every menu to be offered to every store', async () =>
      (await menus()).every(({ stores }) => stores.length === SEEDED),
    );
    const before = await menus();
    const pids = ['gateway', 'projections', 'eventstore'].map((name) => system.pidOf(name));
    const startedAt = Date.now();
    expect(await system.interrupt()).toBe(0);
    expect(Date.now() - startedAt).toBeLessThan(10_000);
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow();
    await system.startAgain();
    expect(await menus()).toEqual(before);
    expect(await faultsOf(system.url)).toEqual([]);
  }, 60_000);
});
