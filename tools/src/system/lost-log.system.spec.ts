import type { EventStore } from '@doremi/event-sourcing';
import { connectEventStore } from '@doremi/event-store';
import { storeMenuStream, upcast } from '@doremi/domain';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { plannedServices, until } from '@doremi/start';
import { OneProcess } from '../one-process.js';
import { Backup } from '../testing/backup.js';
import { Customers } from '../testing/customers.js';
import { Fleet, type Answered, type Service } from '../testing/fleet.js';
import { run } from '../whole-system.js';

/** What a busy machine may take; milliseconds. */
const WITHIN = 120_000;
const STORE = 2002;

const ask = async (method: string, url: string, body?: object, sent = {}): Promise<Answered> => {
  const response = await fetch(url, {
    method,
    headers: { ...(body && { 'Content-Type': 'application/json' }), ...sent },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answered['body'] };
};
const positionOf = ({ headers }: Answered): string => headers.get('X-Event-Position') ?? '';

/** The event store is put back to an older copy of itself while everything runs, and people go on. */
describe('a log that was lost', () => {
  let fleet: Fleet;
  let store: EventStore;
  let customers: Customers;
  /** A menu that the backup knows in its first revision; in the part that is lost it had three. And one that it does not know. */
  let keptMenu = 0;
  let lostMenu = 0;
  let lostPosition = '';
  /** All ids that were ever given out. */
  const given = { menus: [0], carts: [0] };

  const urlOf = (service: Service): string => fleet.of(service)[0]?.url ?? '';
  const newMenu = async (url = urlOf('command-api')): Promise<Answered> => {
    const made = await ask('POST', `${url}/menus`, { menuName: 'new', menuType: 'p', description: '', price: 1 });
    if (made.status === 201) given.menus.push(Number(made.body.menuId));
    return made;
  };
  const newCart = async (url = urlOf('command-api')): Promise<Answered> => {
    const made = await ask('POST', `${url}/mycart/${STORE}/create`);
    if (made.status === 201) given.carts.push(Number(made.body.cartId));
    return made;
  };
  let price = 100;
  const revise = (menuId: number, url = urlOf('command-api')): Promise<Answered> =>
    ask('PUT', `${url}/menus/${menuId}`, { menuName: 'pizza', menuType: 'pizza', description: '', price: ++price });

  /** Makes one of each, with ids above all that were given out. */
  const expectNewIds = async (url?: string): Promise<void> => {
    const highest = { menu: Math.max(...given.menus), cart: Math.max(...given.carts, ...customers.carts) };
    const [menu, cart] = [await newMenu(url), await newCart(url)];
    expect([menu.status, cart.status]).toEqual([201, 201]);
    expect(menu.body.menuId).toBeGreaterThan(highest.menu);
    expect(cart.body.cartId).toBeGreaterThan(highest.cart);
  };
  const read = (path: string, position: string): Promise<Answered> =>
    ask('GET', `${urlOf('query-api')}${path}`, undefined, { 'X-Event-Position': position });
  const isOffered = async (menuId: number): Promise<boolean> =>
    (await store.read(storeMenuStream(STORE, menuId))).length > 0;
  const projections = (...words: readonly string[]) =>
    run([process.execPath, '--enable-source-maps', 'projections/dist/cli.js', ...words], fleet.environment);
  const untilAllReady = (): Promise<void> =>
    until('everybody to be ready', async () => (await customers.get('/health/ready')).status === 200, WITHIN);

  beforeAll(async () => {
    fleet = await Fleet.start(1, { onDisk: true, withGateway: true });
    store = connectEventStore(fleet.eventStoreUrl, upcast);
    customers = new Customers(fleet.door);
    keptMenu = await customers.menu(150);
    const backup = await Backup.of(fleet, 'eventstore');
    await untilAllReady();
    expect((await revise(keptMenu)).body.revision).toBe(2);
    expect((await revise(keptMenu)).body.revision).toBe(3);
    lostMenu = await customers.menu(99);
    given.menus.push(keptMenu, lostMenu);
    expect((await customers.orders(keptMenu, 3)).map(({ status }) => status)).toEqual([201, 201, 201]);
    lostPosition = positionOf(await newCart());
    // The read models are the witnesses: they have seen it.
    const hasSeen = async () => (await read(`/mycart/${given.carts.at(-1)}`, lostPosition)).status === 200;
    await until('it to be seen', hasSeen, WITHIN);
    await backup.restore();
  }, 3 * WITHIN);
  afterAll(async () => {
    await store.close();
    await fleet.remove();
  }, 30_000);

  test(
    'is acted on by nobody once that is proven: commands are refused, policies wait, reads go on',
    async () => {
      const tryOne = async () => (await customers.post('/myorder/999999/cooking/start')).code;
      await until('commands to be refused', async () => (await tryOne()) === 'EVENT_STORE_MISMATCH', WITHIN);
      const refused = await newCart();
      expect(refused).toMatchObject({ status: 503, body: { code: 'EVENT_STORE_MISMATCH' } });
      expect(refused.headers.get('Retry-After')).toBe('1');
      for (const service of ['command-api', 'policies'] as const) {
        const saysSo = async () => {
          const { status, body } = await ask('GET', `${urlOf(service)}/health/ready`);
          return status === 503 && /not the one that was read/.test(JSON.stringify(body.parts));
        };
        await until(`${service} to say why it is not ready`, saysSo, WITHIN);
      }
      expect((await customers.get(`/stores/${STORE}`)).status).toBe(200);
    },
    2 * WITHIN,
  );

  test(
    'is acted on by who was told to serve, on what it holds, with new ids',
    async () => {
      const urls = {
        EVENTSTORE_URL: fleet.eventStoreUrl,
        MONGODB_URL: fleet.mongoUrl,
        REDIS_URL: `redis://127.0.0.1:${fleet.engine('redis').port}`,
      };
      const plan = plannedServices({ COMMAND_API_PORT: '0' }, urls, '').find(({ name }) => name === 'command-api');
      if (!plan) throw new Error('there is no command-api');
      const others = { PAYMENT_PROVIDER_URL: fleet.provider.url, QUERY_API_URL: urlOf('query-api') };
      const serving = new OneProcess(plan, { AFTER_RESTORE: 'serve', ...others });
      try {
        await serving.start();
        await serving.ready();
        expect(await ask('GET', `${serving.url}/health/ready`)).toMatchObject({ body: { status: 'degraded' } });
        await expectNewIds(serving.url);
        expect((await revise(keptMenu, serving.url)).body.revision).toBe(2);
        expect((await revise(lostMenu, serving.url)).body.code).toBe('MENU_NOT_FOUND');
      } finally {
        await serving.stop();
      }
      // Policies, which refuse, have offered its menu to no store.
      expect(await isOffered(given.menus.at(-1) ?? 0)).toBe(false);
    },
    WITHIN,
  );

  test(
    'leaves nothing in the processes that knew it, once an operator accepts the one that there is',
    async () => {
      expect(await projections('accept-log')).toMatchObject({ code: 0 });
      const goesOn = async () => (await revise(lostMenu)).body.code === 'MENU_NOT_FOUND';
      await until('commands to go on', goesOn, WITHIN);
      expect((await revise(keptMenu)).body.revision).toBe(3);
      await expectNewIds();
      expect(positionOf(await newCart())).toMatch(/^[0-9a-f-]{33}@1$/);
    },
    WITHIN,
  );

  test(
    'holds up nobody who has seen a part of it; what was done since is waited for',
    async () => {
      const cart = await newCart();
      const [path, position] = [`/mycart/${Number(cart.body.cartId)}`, positionOf(cart)];
      expect((await read(`/stores/${STORE}`, lostPosition)).status).toBe(200);
      expect((await read(path, position)).body.code).toBe('READ_MODEL_BEHIND');
      expect(await projections('rebuild', '--all', '--wait')).toMatchObject({ code: 0 });
      await until('it to be read', async () => (await read(path, position)).status === 200, WITHIN);
      expect((await read(`/menus/${lostMenu}`, position)).status).toBe(404);
      expect((await read(`/stores/${STORE}`, lostPosition)).status).toBe(200);
      // What policies did not react to they do now: their list of stores is of this log again.
      await until('the newest menu to be offered', () => isOffered(given.menus.at(-1) ?? 0), WITHIN);
      await untilAllReady();
    },
    3 * WITHIN,
  );

  test(
    'gives none of its ids back, also when Redis was emptied and nobody remembers',
    async () => {
      await fleet.engine('redis').stop('SIGKILL');
      await fleet.engine('redis').start();
      await fleet.without('command-api');
      await fleet.with('command-api');
      await expectNewIds();
      expect((await customers.orders(keptMenu, 1)).map(({ status }) => status)).toEqual([201]);
      for (const ids of [given.menus, [...given.carts, ...customers.carts]]) expect(new Set(ids).size).toBe(ids.length);
    },
    2 * WITHIN,
  );
});
