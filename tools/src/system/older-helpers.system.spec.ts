import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { tellRedis } from '@doremi/embedded-redis/testing';
import { MISMATCH_KEY } from '@doremi/event-sourcing';
import { until } from '@doremi/start';
import { Backup } from '../testing/backup.js';
import { Customers } from '../testing/customers.js';
import { Fleet } from '../testing/fleet.js';
import { run } from '../whole-system.js';

/** What a busy machine may take; milliseconds. */
const WITHIN = 120_000;
const verify = [process.execPath, '--enable-source-maps', 'projections/dist/cli.js', 'verify', '--all'] as const;

/** The event store alone is the truth: whatever becomes of the other two, they are put right by use. */
describe('behind running processes', () => {
  let fleet: Fleet;
  let customers: Customers;
  let menuId = 0;

  beforeAll(async () => {
    fleet = await Fleet.start(1, { onDisk: true, withGateway: true });
    customers = new Customers(fleet.door);
    menuId = await customers.menu(150);
  }, WITHIN);
  afterAll(() => fleet.remove(), 30_000);

  const ordered = async (count: number): Promise<void> => {
    const told = await customers.orders(menuId, count);
    expect(told.map(({ status }) => status)).toEqual(Array(count).fill(201));
  };

  /** Every order is at its store, everybody is ready, no number came twice, and the read models are what the events say. */
  const expectNoHarm = async (): Promise<void> => {
    // One that was refused on its way may be there as well: policies bring to an end what had begun.
    const onBoard = async (): Promise<boolean> => {
      const { body } = await customers.get('/orders?storeId=2002&limit=200');
      const there = ((body.items ?? []) as { orderId: number }[]).map(({ orderId }) => orderId);
      return customers.paid.every((orderId) => there.includes(orderId));
    };
    await until('every order to be on the board', onBoard, WITHIN);
    const isReady = async () => (await customers.get('/health/ready')).body.status === 'ready';
    await until('everybody to be ready', isReady, WITHIN);
    expect(new Set(customers.carts).size).toBe(customers.carts.length);
    expect(await run(verify, fleet.environment)).toMatchObject({ code: 0 });
  };

  test(
    'MongoDB is restored older: its read models catch up again',
    async () => {
      await ordered(2);
      const backup = await Backup.of(fleet, 'mongo');
      await ordered(3);
      await expectNoHarm();
      await backup.restore();
      await expectNoHarm();
      await ordered(1);
      await expectNoHarm();
    },
    3 * WITHIN,
  );

  test(
    'Redis is emptied: numbers go on where they were',
    async () => {
      await fleet.engine('redis').stop('SIGKILL');
      await fleet.engine('redis').start();
      await ordered(3);
      const menu = await customers.menu(99);
      expect(menu).toBeGreaterThan(menuId);
      await expectNoHarm();
      expect(Number(await tellRedis(fleet.engine('redis').port, 'GET', 'ids:cart'))).toBe(customers.carts.at(-1));
    },
    2 * WITHIN,
  );

  test(
    'Redis is restored older: numbers go on where they were, and what it says of the log is over by itself',
    async () => {
      const { port } = fleet.engine('redis');
      await tellRedis(port, 'SET', 'ids:cart', 1);
      await tellRedis(port, 'SET', 'ids:menu', 1);
      await ordered(2);
      expect(await customers.menu(98)).toBeGreaterThan(menuId + 1);
      const floors = { menu: 0, cart: 0 };
      const stale = {
        position: customers.position,
        expectedEventId: 'x',
        found: null,
        build: 'b',
        provenAt: '',
        floors,
      };
      await tellRedis(port, 'SET', MISMATCH_KEY, JSON.stringify(stale), 'PX', 5_000);
      await until('it to be believed', async () => (await customers.orders(menuId, 1))[0]?.status === 503, WITHIN);
      await until('it to be over', async () => (await customers.orders(menuId, 1))[0]?.status === 201, WITHIN);
      await expectNoHarm();
    },
    2 * WITHIN,
  );
});
