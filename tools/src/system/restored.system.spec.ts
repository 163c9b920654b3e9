import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parsePlace } from '@doremi/event-sourcing';
import { until } from '@doremi/start';
import { chargedTwice, paidForNothing, unpaidOrders } from '../chaos/checks/money.js';
import { of, type CardLedger } from '../chaos/history/history.js';
import { openWork } from '../chaos/history/read-open-work.js';
import { textOf } from '../deploy/testing/repository.js';
import { Backup } from '../testing/backup.js';
import { Customers } from '../testing/customers.js';
import { Fleet } from '../testing/fleet.js';
import { run } from '../whole-system.js';
import { wholeLog } from '../testing/whole-log.js';

/** What a busy machine may take; milliseconds. */
const WITHIN = 120_000;
const REFUSED = { status: 503, code: 'EVENT_STORE_MISMATCH' };

/** What somebody types, in its order, as the runbook has it. */
const [, commands = ''] =
  /^## Restoring$[^]*?^```sh\n([^]*?)^```$/m.exec(textOf('docs/runbooks/restore-from-backup.md')) ?? [];
const [status, acceptLog, rebuild, reconcile, apply, verify, ...more] = commands.trim().split('\n');

test('the runbook has six commands', () => {
  const named = [status, acceptLog, rebuild, reconcile, apply, verify].map((line) => line?.split(' -- ')[1]);
  expect(named).toEqual([
    'status',
    'accept-log',
    'rebuild --all --wait',
    'payments',
    'payments --apply',
    'verify --all',
  ]);
  expect(more).toEqual([]);
});

describe('an event store that is restored from a backup behind running processes', () => {
  let fleet: Fleet;
  let customers: Customers;
  let dish = 0;
  beforeEach(async () => {
    fleet = await Fleet.start(1, { onDisk: true, withGateway: true });
    customers = new Customers(fleet.door);
    dish = await customers.menu(150);
  }, WITHIN);
  afterEach(() => fleet.remove(), 30_000);

  /** Resolves to what a command said that ended with this code; where it did not, the projections' last words go with it. */
  const types = async (line = '', code = 0): Promise<string> => {
    const ended = await run(['bash', '-c', line], fleet.environment);
    const projections = ended.code === code ? '' : fleet.of('projections')[0]?.output.slice(-3_000);
    expect({ line, ...ended, projections }).toMatchObject({ code });
    return ended.output;
  };
  const ledger = async (): Promise<CardLedger> =>
    (await (await fetch(`${fleet.provider.url}/ledger`)).json()) as CardLedger;
  const charged = async (key: string) => (await ledger()).charges.find(({ idempotencyKey }) => idempotencyKey === key);
  const logEnd = () => parsePlace(customers.position)?.position ?? '';

  const ordered = async (count: number): Promise<void> => {
    const told = await customers.orders(dish, count);
    expect(told.map(({ status }) => status)).toEqual(Array(count).fill(201));
  };
  const filled = async (menuId = dish): Promise<number> => {
    const cartId = await customers.fill(menuId);
    if (typeof cartId !== 'number') throw new Error(`refused with ${cartId.status} ${cartId.code}`);
    return cartId;
  };
  const onBoard = async (): Promise<readonly number[]> => {
    const { body } = await customers.get('/orders?storeId=2002&limit=200');
    return ((body.items ?? []) as { orderId: number }[]).map(({ orderId }) => orderId);
  };
  const reachBoard = (orders: readonly number[]) =>
    until(
      `${orders.join()} to be on the board`,
      async () => {
        const there = await onBoard();
        return orders.every((orderId) => there.includes(orderId));
      },
      WITHIN,
    );
  const isReady = async (url: string): Promise<boolean> => (await fetch(`${url}/health/ready`)).ok;
  const everybodyIsReady = () =>
    until('everybody to be ready', async () => (await customers.get('/health/ready')).body.status === 'ready', WITHIN);

  /** A charge that was asked for and made, and whose outcome nobody has written down yet; resolves while that is so. */
  const chargeInTheAir = async (): Promise<{ cartId: number; answered: Promise<unknown> }> => {
    const cartId = await filled(await customers.menu(150.03));
    const answered = customers.order(cartId).catch(() => undefined);
    await until('the payment provider to be asked', async () => (await charged(`${cartId}-1`)) !== undefined);
    return { cartId, answered };
  };

  test.each([
    ['shorter than it was', false],
    ['grown past everything that was read', true],
  ])(
    '%s: nobody is charged for nothing, no number comes twice, and every order of afterwards reaches its store',
    async (_, isGrown) => {
      // Before the backup: orders, a cart that is ordered later, and a charge in the air.
      await ordered(3);
      const [cancelled = 0] = customers.paid;
      const later = await filled();
      const { cartId: inTheAir, answered } = await chargeInTheAir();
      const backup = await Backup.of(fleet, 'eventstore');
      await answered;
      await everybodyIsReady();

      // What is lost: new orders, the order of that cart, a cancellation with its refund, a menu.
      const before = customers.paid.length;
      await ordered(4);
      expect(await customers.order(later)).toMatchObject({ status: 201 });
      expect(await customers.post(`/myorder/${cancelled}/cancel`, { reason: 'late' })).toMatchObject({ status: 200 });
      await until('it to be refunded', async () => (await charged(`${cancelled}-1`))?.refunded === 15000, WITHIN);
      await customers.menu(98);
      const lost = customers.paid.slice(before).filter((cartId) => cartId !== inTheAir);
      await reachBoard(lost);
      const end = logEnd();

      if (isGrown) await fleet.without('projections');
      await backup.restore();
      const restored = customers.paid.length;
      if (isGrown) {
        await until(
          'orders to be taken again',
          async () => (await customers.orders(dish, 1))[0]?.status === 201,
          WITHIN,
        );
        while (logEnd() <= end) await ordered(1);
        await fleet.of('projections')[0]?.start();
      }

      // In between: refused, and said to everybody.
      await until(
        'it to be found out',
        async () => (await customers.orders(dish, 1))[0]?.code === REFUSED.code,
        WITHIN,
      );
      const between = await customers.orders(dish, 3);
      expect(between).toEqual(Array(3).fill(expect.objectContaining(REFUSED)));
      expect(between[0]?.headers.get('Retry-After')).toMatch(/^\d+$/);
      for (const name of ['command-api', 'policies', 'projections'] as const)
        await until(`${name} to be not ready`, async () => !(await isReady(fleet.of(name)[0]?.url ?? '')), WITHIN);
      expect(await fleet.of('projections')[0]?.metric('doremi_event_store_mismatch')).toMatchObject([{ value: 1 }]);
      const asItWas = await ledger();
      expect(await types(apply, 1)).toContain('not the one that was read');
      expect(await ledger()).toEqual(asItWas);

      // The runbook.
      const said = 'The event store is not the one that was read (position ';
      expect(await types(status)).toContain(said);
      await types(acceptLog);
      await until('orders to be taken again', async () => (await customers.orders(dish, 1))[0]?.status === 201, WITHIN);
      // The cart that survived is ordered again: for the charge that was made, or after that went back for another one.
      if (!isGrown) expect(await customers.order(later)).toMatchObject({ status: 201 });
      await types(rebuild);
      const found = await types(reconcile, 1);
      for (const cartId of lost.filter((one) => one !== later)) expect(found).toContain(`charge ${cartId}-1 of 150.00`);
      expect(found).toContain(`refund ${cancelled}-cancelled of 150.00`);
      await types(apply);
      if (isGrown)
        expect(await customers.order(later)).toMatchObject({ status: 402, body: { reason: 'ATTEMPT_LOST' } });
      if (isGrown) expect(await customers.order(later)).toMatchObject({ status: 201 });
      expect(await customers.post(`/myorder/${cancelled}/cancel`, { reason: 'late' })).toMatchObject({ status: 200 });
      await ordered(2);
      await customers.menu(97);

      // As it has to be.
      await everybodyIsReady();
      await until('nothing to be open', async () => openWork(await wholeLog(fleet.eventStoreUrl)).length === 0, WITHIN);
      await reachBoard([inTheAir, ...customers.paid.slice(restored)]);
      await types(verify);
      await types(reconcile);
      const history = { ledger: await ledger(), events: await wholeLog(fleet.eventStoreUrl) };
      expect([chargedTwice(history), paidForNothing(history), unpaidOrders(history)]).toEqual([[], [], []]);
      expect(new Set(customers.carts).size).toBe(customers.carts.length);
      expect(new Set(customers.menus).size).toBe(customers.menus.length);
      expect(
        of(history.events, 'CartCreated').filter(({ data }) => lost.includes(data.cartId) && data.cartId !== later),
      ).toEqual([]);
      await everybodyIsReady();
    },
    5 * WITHIN,
  );
});
