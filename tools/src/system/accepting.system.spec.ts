import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { until } from '@doremi/start';
import { type Body, peopleAt, projections, WITHIN } from '../testing/story.js';
import { run, System } from '../whole-system.js';

const MINUTE = 60_000;

const pizza = { menuName: 'Margherita', menuType: 'pizza', description: 'tomato, mozzarella', price: 12 };

/** One evening of a store that answers its orders by hand; half way the whole system is killed and its read models are built anew. */
describe('a store that accepts by hand', () => {
  let system: System;

  const { person } = peopleAt(() => system.url);
  const office = person('admin');
  const store = person('store:2002');
  const alice = person('customer:alice');

  /** Alice orders one pizza; answers the order's id. */
  const ordered = async (): Promise<number> => {
    const { cartId } = await alice(201, 'POST /mycart/2002/create');
    await alice(200, `POST /mycart/${Number(cartId)}/menu/1/add`);
    await alice(201, `POST /mycart/${Number(cartId)}/order`, { total: 12 });
    return Number(cartId);
  };
  const order = (orderId: number) => alice(200, `GET /myorder/${orderId}`);
  const idsOf = async (asking: string) => ((await store(200, asking)).items as Body[]).map(({ orderId }) => orderId);
  const minutesBetween = (from: unknown, to: unknown) => (Date.parse(String(to)) - Date.parse(String(from))) / MINUTE;
  const timelineOf = ({ timeline }: Body) => (timeline as Body[]).map(({ status }) => status);
  /** What went back of what was paid, once the payment provider has said so. */
  const refunds = async (orderId: number): Promise<readonly Body[]> => {
    let payment: Body = {};
    await until('the money to be back', async () => {
      payment = await office(200, `GET /payments/${orderId}`);
      return payment.status === 'REFUNDED';
    });
    return payment.refunds as readonly Body[];
  };

  beforeAll(async () => {
    system = await System.start();
    await office(201, 'POST /menus', pizza);
    await store(200, 'POST /stores/2002/menus/1/approve');
  }, WITHIN);
  afterAll(() => system.remove(), WITHIN);

  test(
    'has accepted what comes, until it says otherwise',
    async () => {
      const orderId = await ordered();
      const accepted = await order(orderId);
      expect(accepted).toMatchObject({ status: 'ACCEPTED', acceptBy: null });
      expect(minutesBetween(accepted.acceptedAt, accepted.promisedAt)).toBe(20);
      expect(await idsOf('GET /orders?accepted=false')).toEqual([]);
      expect(await idsOf('GET /orders?status=RECEIVED')).toEqual([orderId]);
      const settings = { autoAccept: false, acceptWithinMinutes: 3, preparationMinutes: 25 };
      await store(200, 'PUT /stores/2002/settings', settings);
      // What came before is accepted still, and cooked.
      await store(200, `POST /myorder/${orderId}/cooking/start`);
      await store(200, `POST /myorder/delivery/${orderId}`);
      await store(200, `POST /myorder/delivery/${orderId}/complete`);
      expect(timelineOf(await order(orderId))).toEqual([
        ...['RECEIVED', 'ACCEPTED', 'COOKING', 'READY', 'DELIVERING', 'COMPLETED'],
      ]);
    },
    WITHIN,
  );

  test(
    'promises when it is there, refuses with a reason, and is told of by its customer',
    async () => {
      const [first, second, third] = [await ordered(), await ordered(), await ordered()];
      expect(await idsOf('GET /orders?accepted=false')).toEqual([first, second, third]);
      const waiting = await order(first);
      expect(waiting).toMatchObject({ status: 'RECEIVED', acceptedAt: null, promisedAt: null });
      expect(await store(400, `POST /myorder/${first}/accept`, { minutes: 241 })).toMatchObject({
        code: 'FIELDS_INVALID',
      });
      const accepted = await store(200, `POST /myorder/${first}/accept`, { minutes: 45 });
      expect(accepted).toMatchObject({ status: 'ACCEPTED', acceptBy: waiting.acceptBy });
      expect(minutesBetween(accepted.acceptedAt, accepted.promisedAt)).toBe(45);
      expect(await store(409, `POST /myorder/${first}/refuse`, { reason: 'no cheese' })).toMatchObject({
        ...{ code: 'ORDER_STEP_NOT_ALLOWED', currentStatus: 'ACCEPTED', allowed: ['StartCooking', 'CancelOrder'] },
      });

      await store(200, `POST /myorder/${second}/refuse`, { reason: 'no cheese left' });
      const refused = await order(second);
      expect(refused).toMatchObject({ status: 'CANCELLED', cancelCode: 'REFUSED' });
      expect((refused.timeline as Body[]).at(-1)).toMatchObject({ note: 'no cheese left' });
      expect(await refunds(second)).toMatchObject([{ amount: 12, reason: 'ORDER_CANCELLED' }]);

      // Whoever has said yes may still hear no: nobody cooks it yet.
      await alice(200, `POST /myorder/${first}/cancel`, { reason: 'hungry no more' });
      expect(await order(first)).toMatchObject({ status: 'CANCELLED', cancelCode: 'CUSTOMER' });
      await store(200, `POST /myorder/${third}/cooking/start`);
      await alice(409, `POST /myorder/${third}/cancel`, { reason: 'too late' });
      const cooked = await order(third);
      expect(minutesBetween(cooked.acceptedAt, cooked.promisedAt)).toBe(25);
      expect(timelineOf(cooked)).toEqual(['RECEIVED', 'ACCEPTED', 'COOKING']);
    },
    WITHIN,
  );

  test(
    'knows who waits after everything was killed and every read model is built anew, whatever it set meanwhile',
    async () => {
      const waiting = await ordered();
      await store(200, 'PUT /stores/2002/settings', { autoAccept: false, acceptWithinMinutes: 1 });
      const unanswered = await ordered();
      await store(200, 'PUT /stores/2002/settings', {});
      const before = await order(waiting);
      expect(await idsOf('GET /orders?accepted=false')).toEqual([waiting, unanswered]);
      await system.killHard();
      await system.startAgain();
      const rebuilt = await run([...projections, 'rebuild', '--all', '--wait'], system.environment);
      expect(rebuilt).toMatchObject({ code: 0 });
      expect(await run([...projections, 'verify', '--all'], system.environment)).toMatchObject({ code: 0 });
      expect(await order(waiting)).toEqual(before);
      await store(200, `POST /myorder/${waiting}/accept`);
      const isCancelled = async () => (await order(unanswered)).status === 'CANCELLED';
      await until('the order that nobody answered to be cancelled', isCancelled, 2 * MINUTE);
      expect(await order(unanswered)).toMatchObject({ cancelCode: 'NOT_ANSWERED' });
      expect(await order(waiting)).toMatchObject({ status: 'ACCEPTED' });
      expect(await refunds(unanswered)).toMatchObject([{ amount: 12, reason: 'ORDER_CANCELLED' }]);
    },
    2 * WITHIN,
  );

  test(
    'is late, which the day says to the second; and what head office gives back is not cooked',
    async () => {
      const orderId = await ordered();
      const all = await office(200, `POST /payments/${orderId}/refund`, { reason: 'by mistake' });
      expect(all).toMatchObject({ refunds: [{ refundId: `${orderId}-cancelled`, amount: 12 }] });
      expect(await order(orderId)).toMatchObject({ status: 'CANCELLED', cancelCode: 'REFUNDED' });
      await store(409, `POST /myorder/${orderId}/cooking/start`);

      await store(200, 'PUT /stores/2002/settings', { preparationMinutes: 0 });
      const late = await ordered();
      await store(200, `POST /myorder/${late}/cooking/start`);
      await store(200, `POST /myorder/delivery/${late}`);
      const { promisedAt } = await order(late);
      await until('it to be late', () => Promise.resolve(Date.now() >= Date.parse(String(promisedAt)) + 1_000));
      await store(200, `POST /myorder/delivery/${late}/complete`);
      const delivered = (await order(late)).timeline as Body[];
      const secondsLate = Math.floor(
        (Date.parse(String(delivered.at(-1)?.at)) - Date.parse(String(promisedAt))) / 1_000,
      );
      const { items } = await store(200, 'GET /sales');
      expect(items).toMatchObject([{ late: 1, secondsLate, delivered: 2 }]);
    },
    WITHIN,
  );
});
