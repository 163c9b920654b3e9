import { policies } from '@doremi/policies/testing';
import { connectMongo, Partitions } from '@doremi/read-models';
import type { Recorded } from '@doremi/event-sourcing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { until } from '@doremi/start';
import { onBusyMachine } from '../testing/busy-machine.js';
import { EventLog } from '../testing/event-log.js';
import { Fleet, type Answered, type Service } from '../testing/fleet.js';

/** What a busy machine may take; milliseconds. */
const WITHIN = 180_000;
/** Other things that the machine has to do while the customers order. */
const OTHER_WORK = 2;
const STORE = 2002;
const CUSTOMERS = Array.from({ length: 100 }, (_, index) => index + 1);
/** By cents: charged, declined, and charged with the answer lost. */
const PRICES = { paid: 150, declined: 150.01, lost: 150.02 } as const;
type Fate = keyof typeof PRICES;

const fateOf = (customer: number): Fate => (customer % 10 === 8 ? 'declined' : customer % 10 === 9 ? 'lost' : 'paid');
const of = (fate: Fate): number => CUSTOMERS.filter((customer) => fateOf(customer) === fate).length;

/** The number of a cart that an event, an order or a payment is about. */
const cartOf = ({ data }: Recorded): number => (data as { cartId: number }).cartId;
const sorted = (numbers: readonly number[]): number[] => [...numbers].sort((a, b) => a - b);

describe('a system with two replicas of everything', () => {
  let fleet: Fleet;
  let log: EventLog;
  const menus = {} as Record<Fate, number>;
  const carts = {} as Record<Fate, number[]>;

  beforeAll(async () => {
    fleet = await Fleet.start(2);
    log = new EventLog(fleet.eventStoreUrl);
    for (const fate of Object.keys(PRICES) as Fate[]) {
      const card = { menuName: fate, menuType: 'pizza', description: '', price: PRICES[fate] };
      menus[fate] = Number((await done(201, 'POST', '/menus', card)).menuId);
      await done(200, 'POST', `/stores/${STORE}/menus/${menus[fate]}/approve`);
      carts[fate] = [];
    }
  }, WITHIN);
  afterAll(async () => {
    await fleet.remove();
    await log.close();
  }, WITHIN);

  const done = async (status: number, ...asking: Parameters<Fleet['ask']>): Promise<Answered['body']> => {
    const answer = await fleet.ask(...asking);
    expect({ asking, status: answer.status, body: answer.body }).toMatchObject({ status });
    return answer.body;
  };

  const everything = async (path: string) => {
    const answer = await fleet.ask('GET', path, undefined, { 'X-Event-Position': await log.end() });
    expect(answer.status).toBe(200);
    return answer.body.items ?? [];
  };

  /** From an empty cart to an order, as far as it goes; a held add is waited for as a person would. */
  const customer = async (number: number): Promise<void> => {
    const fate = fateOf(number);
    const asCustomer = { 'X-Actor': `customer:c${number}` };
    const post = (path: string) => fleet.ask('POST', path, undefined, asCustomer);
    const cartId = Number((await post(`/mycart/${STORE}/create`)).body.cartId);
    carts[fate].push(cartId);
    const added = await post(`/mycart/${cartId}/menu/${menus[fate]}/add`);
    expect([200, 202]).toContain(added.status);
    if (added.status === 202)
      await log.until(`the hold of cart ${cartId} to be confirmed`, () =>
        log.of('HeldMenuAdded').some((event) => cartOf(event) === cartId),
      );
    const { status } = await post(`/mycart/${cartId}/order`);
    // What is not known yet (202) is finished by a policy, at times before the customer is told so.
    expect({ paid: [201, 202], declined: [402, 202], lost: [201, 202] }[fate]).toContain(status);
  };

  test(
    '100 customers at once on a busy machine: no add is a 5xx, each order once, each charge once',
    async () => {
      await onBusyMachine(OTHER_WORK, () => Promise.all(CUSTOMERS.map(customer)));
      const paid = sorted([...carts.paid, ...carts.lost]);
      const isFinished = () => log.of('OrderReceived', 'CartReopened').length >= CUSTOMERS.length;
      await log.until('every attempt to be finished', isFinished);
      for (const type of ['PaymentApproved', 'CartPaid', 'OrderReceived'])
        expect(sorted(log.of(type).map(cartOf))).toEqual(paid);
      expect(sorted(log.of('PaymentDeclined').map(cartOf))).toEqual(sorted(carts.declined));

      const { charges, totals } = await fleet.books();
      expect(charges).toEqual(Object.fromEntries(paid.map((cartId) => [`${cartId}-1`, 1])));
      const revenue = of('paid') * PRICES.paid + of('lost') * PRICES.lost;
      expect(totals.charged).toBe(Math.round(revenue * 100));

      // Each of the two query-apis is asked once.
      for (let replica = 1; replica <= 2; replica++) {
        const board = await everything(`/orders?storeId=${STORE}&limit=200`);
        expect(sorted(board.map(({ orderId }) => Number(orderId)))).toEqual(paid);
        const payments = await everything('/payments?limit=200');
        const statuses = payments.map(({ paymentId, status }) => [Number(paymentId), status]);
        const expected = [...paid.map((id) => [id, 'APPROVED']), ...carts.declined.map((id) => [id, 'DECLINED'])];
        expect(Object.fromEntries(statuses)).toEqual(Object.fromEntries(expected));
        expect(payments).toHaveLength(CUSTOMERS.length);
      }
      const days = await everything(`/sales?storeId=${STORE}`);
      const sum = (field: string): number => days.reduce((total, day) => total + Number(day[field]), 0);
      expect({ orders: sum('orders'), revenue: sum('revenue'), refunds: sum('refunds') }).toEqual({
        orders: paid.length,
        revenue: expect.closeTo(revenue),
        refunds: 0,
      });
    },
    WITHIN,
  );

  describe('shares the work: every replica does some of it, and together it is all', () => {
    /** What each replica has counted; those of other labels are left out. */
    const counts = async (service: Service, metric: string, counts: (labels: string) => boolean = () => true) =>
      Promise.all(
        fleet
          .of(service)
          .map(async (one) =>
            (await one.metric(metric))
              .filter(({ labels }) => counts(labels))
              .reduce((sum, { value }) => sum + value, 0),
          ),
      );
    const expectShared = async (count: () => Promise<readonly number[]>, total: () => number | Promise<number>) => {
      const sum = (each: readonly number[]) => each.reduce((a, b) => a + b, 0);
      await until('the counts to add up', async () => sum(await count()) === (await total())).catch(() => undefined);
      const each = await count();
      expect({ each, sum: sum(each) }).toEqual({ each, sum: await total() });
      for (const one of each) expect(one).toBeGreaterThan(0);
    };
    const eventsOf = (types: readonly string[]): number => log.of(...types).length;

    test('command-api', () =>
      expectShared(
        () => counts('command-api', 'http_server_request_duration_seconds_count'),
        () => fleet.asked['command-api'],
      ));

    test('query-api, beside what command-api asks it', () => {
      const isOurs = (labels: string): boolean => !labels.includes('route="/stores/:storeId/menus/:menuId"');
      return expectShared(
        () => counts('query-api', 'http_server_request_duration_seconds_count', isOurs),
        () => fleet.asked['query-api'],
      );
    });

    test('policies', () =>
      expectShared(
        () => counts('policies', 'doremi_policies_handled_total'),
        () => policies.reduce((sum, { whenever }) => sum + eventsOf(Object.keys(whenever)), 0),
      ));

    test('projections', async () => {
      const mongo = connectMongo(fleet.mongoUrl, { adminUrl: fleet.mongoUrl });
      const handled = async () =>
        (await new Partitions(mongo).list()).reduce((sum, partition) => sum + partition.handled, 0);
      await expectShared(() => counts('projections', 'doremi_projection_events_total'), handled);
      const board = (await new Partitions(mongo).list()).filter(({ build }) => build.startsWith('orderBoard_'));
      expect(board.reduce((sum, partition) => sum + partition.handled, 0)).toBe(
        log.events.filter(({ stream }) => stream.startsWith('order-')).length,
      );
      await mongo.close();
    });
  });
});
