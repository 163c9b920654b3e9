import { eventually } from '@doremi/event-sourcing/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { until } from '@doremi/start';
import { type Body, peopleAt, projections, WITHIN } from '../testing/story.js';
import { run, System } from '../whole-system.js';

const card = (menuName: string, price: number) => ({ menuName, menuType: 'pizza', description: '', price });
const size = {
  ...{ groupId: 'size', name: 'Size', min: 1, max: 1 },
  options: [
    { optionId: 'small', name: 'Small', priceDelta: -3 },
    { optionId: 'large', name: 'Large', default: true },
  ],
};
const small = { groupId: 'size', optionId: 'small' };

/**
 * Everybody looks for what became of a day: a store that refused by mistake, a customer who wants the same again, head office and
 * an operator. Half way the whole system is killed and its read models are built anew.
 */
describe('what the people look for', () => {
  let system: System;
  let day = '';
  let cooking = '';

  const { person, ask, response } = peopleAt(() => system.url);
  const office = person('admin');
  const store = person('store:2002');
  const alice = person('customer:alice');
  const bob = person('customer:bob');
  const items = async (asking: Promise<Body>) => (await asking).items as readonly Body[];

  /** What everybody is shown of the day; it does not change by itself. */
  const everything = () =>
    Promise.all([
      alice(200, 'GET /mycarts'),
      alice(200, 'GET /myorders'),
      bob(200, 'GET /myorders?open=false'),
      store(200, `GET /orders?day=${day}`),
      office(200, 'GET /orders?customerId=customer:bob'),
      office(200, 'GET /orders/1'),
      office(200, `GET /payments?storeId=2002&day=${day}`),
      office(200, 'GET /menus/1'),
      office(200, 'GET /menus/2'),
      store(200, `GET /sales/menus?from=${day}&to=${day}`),
      response('admin', `GET /sales/export?day=${day}`).then((got) => got.text()),
      ask('operator', 200, 'GET /events?correlationId=alice-orders'),
      alice(200, `GET /myorder/1?asOf=${cooking}`),
      office(200, 'GET /payments/1?asOf=2099-01-01T00:00:00Z'),
    ]);

  beforeAll(async () => {
    system = await System.start();
  }, WITHIN);
  afterAll(() => system.remove(), WITHIN);

  test(
    'a store takes a refusal back that was a mistake, and head office sees why, and what is really sold',
    async () => {
      await office(201, 'POST /menus', { ...card('Margherita', 12), optionGroups: [size] });
      await office(201, 'POST /menus', card('Hawaii', 14));
      await store(200, 'POST /stores/2002/menus/1/reject', { reason: 'no oven' });
      expect(await office(200, 'GET /menus/1')).toMatchObject({
        stores: expect.arrayContaining([
          expect.objectContaining({ storeId: 2002, answer: 'REJECTED', reason: 'no oven', liveRevision: null }),
        ]) as unknown,
      });
      await store(200, 'POST /stores/2002/menus/1/reject/withdraw');
      // The store hears of the other one in its own time.
      const waiting = () => items(store(200, 'GET /stores/2002/menus?waiting=true'));
      await eventually(async () => (await waiting()).length === 2, WITHIN);
      expect(await waiting()).toMatchObject([
        { menuId: 1, menuStatus: 'REGISTERED', pendingRevision: 1 },
        { menuId: 2 },
      ]);
      await store(200, 'POST /stores/2002/menus/1/approve', { price: 13 });
      await store(200, 'POST /stores/2002/menus/2/approve');
      expect(await store(409, 'POST /stores/2002/menus/1/reject/withdraw')).toMatchObject({ code: 'NO_REJECTION' });
      const { stores } = await office(200, 'GET /menus/1');
      expect((stores as readonly Body[]).find(({ storeId }) => storeId === 2002)).toMatchObject({
        ...{ answer: 'APPROVED', reason: null, liveRevision: 1, price: 13, since: expect.any(String) as unknown },
      });
    },
    WITHIN,
  );

  test(
    'a customer orders, another one changes their mind, and some of the money goes back',
    async () => {
      await alice(201, 'POST /mycart/2002/create');
      await alice(200, 'POST /mycart/1/menu/1/add', { quantity: 2, options: [small] });
      await alice(200, 'POST /mycart/1/menu/2/add');
      await alice(201, 'POST /mycart/1/order', undefined, { 'X-Correlation-Id': 'alice-orders' });
      await bob(201, 'POST /mycart/2002/create');
      await bob(200, 'POST /mycart/2/menu/2/add', { quantity: 3 });
      await bob(201, 'POST /mycart/2/order');
      await store(200, 'POST /myorder/1/cooking/start');
      cooking = new Date().toISOString();
      await bob(200, 'POST /myorder/2/cancel', { reason: 'changed my mind' });
      await office(200, 'POST /payments/1/refund', { amount: 5, reason: 'cold' });
      await store(200, 'POST /myorder/delivery/1');
      await store(200, 'POST /myorder/delivery/1/complete');
      const isBack = async (who: typeof alice, refunded: number) =>
        (await items(who(200, 'GET /myorders')))[0]?.refunded === refunded;
      await until('the money to be back', async () => (await isBack(alice, 5)) && (await isBack(bob, 42)));
    },
    WITHIN,
  );

  test(
    'everybody finds it again',
    async () => {
      const [mine] = await items(alice(200, 'GET /myorders?open=false'));
      expect(mine).toMatchObject({
        ...{ orderId: 1, status: 'COMPLETED', total: 34, refunded: 5 },
        payment: { status: 'APPROVED', amount: 34, refunded: 5, refunds: [{ amount: 5, status: 'REFUNDED' }] },
      });
      day = String(mine?.businessDay);
      expect(await items(alice(200, 'GET /mycarts?status=PAID'))).toMatchObject([
        { cartId: 1, payment: { status: 'APPROVED', refunded: 5 } },
      ]);
      expect(await items(store(200, 'GET /orders'))).toEqual([]);
      expect(await items(store(200, `GET /orders?day=${day}&status=CANCELLED`))).toMatchObject([
        { orderId: 2, orderNumber: 2, cancelCode: 'CUSTOMER', refunded: 42 },
      ]);
      expect(await items(store(200, `GET /orders?day=${day}&number=1`))).toMatchObject([{ orderId: 1 }]);
      expect(await items(office(200, 'GET /orders?customerId=customer:alice'))).toMatchObject([{ orderId: 1 }]);
      await alice(403, 'GET /orders?customerId=customer:bob');
      await alice(404, 'GET /orders/2');
      expect(await items(office(200, `GET /payments?status=REFUNDED&day=${day}`))).toMatchObject([
        { paymentId: 2, refunds: [{ by: 'customer:bob', reason: 'ORDER_CANCELLED', code: null }] },
      ]);
      expect(await office(200, 'GET /payments/1')).toMatchObject({
        refunds: [{ by: 'admin', reason: 'cold', at: expect.any(String) as unknown }],
      });
    },
    WITHIN,
  );

  test(
    'what was sold adds up, by menu and option, and as a table',
    async () => {
      expect(await store(200, `GET /sales/menus?from=${day}&to=${day}`)).toMatchObject({
        refundedInPart: 5,
        items: [
          { menuId: 1, sold: 2, revenue: 20, returned: 0, options: [{ optionId: 'small', sold: 2 }] },
          { menuId: 2, sold: 4, revenue: 56, returned: 3, returnedAmount: 42 },
        ],
      });
      const [sales] = await items(store(200, `GET /sales?from=${day}`));
      expect(sales).toMatchObject({ orders: 2, revenue: 76, refunds: 47 });
      const table = await (await response('store:2002', `GET /sales/export?day=${day}`)).text();
      const rows = table.trimEnd().split('\r\n');
      expect(rows).toHaveLength(3);
      expect(rows[1]).toMatch(/,1,COMPLETED,.*,"?Margherita \(Small\) x2; Hawaii x1"?,/);
      expect(rows[2]).toMatch(/,2,CANCELLED,CUSTOMER,.*,42$/);
    },
    WITHIN,
  );

  test(
    'an operator sees what followed from a request, and how things were',
    async () => {
      const events = await items(ask('operator', 200, 'GET /events?correlationId=alice-orders'));
      expect(events.map(({ type }) => type)).toEqual([
        ...[
          'CartOrdered',
          'PaymentRequested',
          'PaymentApproved',
          'CartPaid',
          'ReceiptNumbered',
          'OrderReceived',
          'OrderAccepted',
        ],
      ]);
      expect(JSON.stringify(events)).not.toContain('alice"');
      await office(403, 'GET /events?correlationId=alice-orders');
      const [ordered] = events;
      expect(await alice(200, `GET /mycart/1?asOf=${String(ordered?.position)}`)).toMatchObject({
        ...{ cartStatus: 'ORDERED', payment: null },
      });
      expect(await alice(200, `GET /myorder/1?asOf=${cooking}`)).toMatchObject({ status: 'COOKING', refunded: 0 });
      await bob(404, `GET /mycart/1?asOf=${cooking}`);
      expect(await office(200, `GET /payments/1?asOf=${cooking}`)).toMatchObject({ status: 'APPROVED', refunds: [] });
      expect(await store(200, `GET /stores/2002/menus/1?asOf=${cooking}`)).toMatchObject({ liveRevision: 1 });
    },
    WITHIN,
  );

  test(
    'all of it is the same after everything was killed and every read model is built anew',
    async () => {
      const before = await everything();
      await system.killHard();
      await system.startAgain();
      const rebuilt = await run([...projections, 'rebuild', '--all', '--wait'], system.environment);
      expect(rebuilt).toMatchObject({ code: 0 });
      expect(await everything()).toEqual(before);
      expect(await run([...projections, 'verify', '--all'], system.environment)).toMatchObject({ code: 0 });
    },
    WITHIN,
  );

  test(
    'a customer orders the same again, and hears what is different today',
    async () => {
      await store(204, 'DELETE /stores/2002/menus/2', { reason: 'no pineapple' });
      await store(200, 'PUT /stores/2002/menus/1/price', { price: 15 });
      expect(await alice(201, 'POST /myorders/1/again')).toMatchObject({
        ...{ cartId: 3, lines: [{ menuId: 1, quantity: 2, unitPrice: 12, options: [small] }], total: 24 },
        differences: [
          { menuId: 1, reason: 'PRICE', was: 10, now: 12 },
          { menuId: 2, reason: 'NOT_ON_SALE', was: 14, now: null },
        ],
      });
      await alice(201, 'POST /mycart/3/order', { total: 24 });
      expect(await items(alice(200, 'GET /myorders?open=true'))).toMatchObject([{ orderId: 3, total: 24 }]);
      expect(await items(alice(200, 'GET /myorders'))).toMatchObject([{ orderId: 3 }, { orderId: 1 }]);
    },
    WITHIN,
  );
});
