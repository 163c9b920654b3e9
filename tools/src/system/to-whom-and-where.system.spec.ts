import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { until } from '@doremi/start';
import { type Body, peopleAt, projections, WITHIN } from '../testing/story.js';
import { run, System } from '../whole-system.js';

const HOUR = 60 * 60_000;
const began = Date.now();

/** A full hour before or after the one in which this began, and a date: both of this store, which keeps UTC. */
const hourFrom = (hours: number) => new Date(Math.floor(began / HOUR) * HOUR + hours * HOUR).toISOString();
const dateFrom = (days: number) => hourFrom(days * 24).slice(0, 10);

const weekly = [1, 2, 3, 4, 5, 6, 7].map((day) => {
  return { day, open: hourFrom(-2).slice(11, 16), close: hourFrom(2).slice(11, 16) };
});
/** The night before runs on, and midnight may come while this runs: so they are closed as well. */
const closed = [-1, 0, 1].map((days) => ({ date: dateFrom(days), closed: true }));
const THAT_DAY = dateFrom(2);
const at = (time: string) => `${THAT_DAY}T${time}:00.000Z`;

const pizza = { menuName: 'Margherita', menuType: 'pizza', description: 'tomato, mozzarella', price: 12 };
const terms = { addressRequired: true, deliveryFee: 3.5, minimumOrder: 20, ordersPerQuarter: 1 };
const contact = { name: 'Alice Kim', phone: '+82 10 1234 5678' };
const address = { line1: 'Teheran-ro 1', line2: '3rd floor', postcode: '06232', city: 'Seoul' };
const delivery = { type: 'DELIVERY', contact, address, note: 'ring twice' };
const personal = { contact, address, note: 'ring twice' };

/** A store that says how it takes orders, and whom for; half way the whole system is killed and its read models are built anew. */
describe('to whom and where', () => {
  let system: System;

  const { person, ask } = peopleAt(() => system.url);
  const office = person('admin');
  const store = person('store:2100');
  const alice = person('customer:alice');
  const bob = person('customer:bob');

  const seen = (): Promise<Body> => bob(200, 'GET /stores/2100');
  /** What the store takes is on other streams than whatever was read last. */
  const freeFrom = (time: string) =>
    until(`${time} to be the first time that is free`, async () => (await seen()).nextFreeAt === time);
  /** A cart with one pizza; answers its id, which is its order's too. */
  const filled = async (by: typeof alice): Promise<number> => {
    const { cartId } = await by(201, 'POST /mycart/2100/create');
    await by(200, `POST /mycart/${Number(cartId)}/menu/1/add`);
    return Number(cartId);
  };
  const forAt = (by: typeof alice, cartId: number, fulfilment: object) =>
    by(200, `PUT /mycart/${cartId}/fulfilment`, fulfilment);
  const refused = async (cartId: number, problem: object, body: object = { total: 27.5 }) =>
    expect(await alice(409, `POST /mycart/${cartId}/order`, body)).toMatchObject(problem);

  let hers: number;
  let his: number;

  beforeAll(async () => {
    system = await System.start();
    await office(201, 'POST /stores', { storeId: 2100, storeName: 'Doremi by the river', timezone: 'UTC' });
    await office(201, 'POST /menus', pizza);
    await store(200, 'POST /stores/2100/menus/1/approve');
  }, WITHIN);
  afterAll(() => system.remove(), WITHIN);

  test(
    'a store says how it takes orders, and everybody sees whether it does now',
    async () => {
      expect(await seen()).toMatchObject({ openNow: true, opensAt: null, closesAt: null, deliveryFee: 0 });
      await ask('store:2001', 403, 'PUT /stores/2100/settings', terms);
      await store(200, 'PUT /stores/2100/settings', { ...terms, hours: { weekly } });
      const open = { openNow: true, opensAt: null, closesAt: hourFrom(2) };
      expect(await seen()).toMatchObject({ ...open, deliveryFee: 3.5, minimumOrder: 20, preparationMinutes: 20 });
      expect(Date.parse(String((await seen()).nextFreeAt))).toBeLessThanOrEqual(Date.now());

      const exceptions = [...closed, { date: THAT_DAY, open: '11:00', close: '14:00' }];
      const hours = { weekly, exceptions };
      await store(200, 'PUT /stores/2100/settings', { ...terms, hours });
      expect(await store(200, 'GET /stores/2100/settings')).toMatchObject({
        ...{ ...terms, hours, autoAccept: true, acceptWithinMinutes: 5, preparationMinutes: 20 },
      });
      const shut = { openNow: false, opensAt: at('11:00'), closesAt: null, nextFreeAt: at('11:00') };
      expect(await seen()).toMatchObject(shut);
      const { items } = await bob(200, 'GET /stores');
      expect(items).toContainEqual(expect.objectContaining({ storeId: 2100, ...shut }));
    },
    WITHIN,
  );

  test(
    'who orders what it does not take is told why, and when it would be',
    async () => {
      hers = await filled(alice);
      expect(await alice(200, `GET /mycart/${hers}`)).toMatchObject({ subtotal: 12, deliveryFee: 3.5, total: 15.5 });
      await refused(hers, { code: 'FULFILMENT_MISSING' });
      await forAt(alice, hers, { type: 'DELIVERY', contact });
      await refused(hers, { code: 'FULFILMENT_MISSING' });
      expect(await forAt(alice, hers, delivery)).toMatchObject({ fulfilment: { type: 'DELIVERY', personal } });
      await refused(hers, { code: 'BELOW_MINIMUM', minimum: 20, subtotal: 12 });
      expect(await alice(200, `PUT /mycart/${hers}/lines/1`, { quantity: 2 })).toMatchObject({ total: 27.5 });
      await refused(hers, { code: 'STORE_NOT_OPEN', opensAt: at('11:00') });
      await forAt(alice, hers, { ...delivery, wantedAt: at('10:59') });
      await refused(hers, { code: 'WANTED_AT_NOT_POSSIBLE', nextFreeAt: at('11:00') });
    },
    WITHIN,
  );

  test(
    'one place of a quarter of an hour is for one, and a pickup has neither fee nor minimum',
    async () => {
      his = await filled(bob);
      const pickup = { type: 'PICKUP', contact: { name: 'Bob', phone: '010' }, wantedAt: at('11:10') };
      expect(await forAt(bob, his, pickup)).toMatchObject({ subtotal: 12, deliveryFee: 0, total: 12 });
      expect(await bob(201, `POST /mycart/${his}/order`)).toMatchObject({ total: 12 });
      await forAt(alice, hers, { ...delivery, wantedAt: at('11:05') });
      await refused(hers, { code: 'CART_OUTDATED', differences: [], total: 27.5 }, {});
      await refused(hers, { code: 'STORE_BUSY', nextFreeAt: at('11:15') });
    },
    WITHIN,
  );

  test(
    'all is the same after everything was killed and every read model is built anew',
    async () => {
      const asSeen = async () => [
        await seen(),
        await store(200, 'GET /stores/2100/settings'),
        await alice(200, `GET /mycart/${hers}`),
        await store(200, 'GET /orders'),
      ];
      await freeFrom(at('11:15'));
      const before = await asSeen();
      await system.killHard();
      await system.startAgain();
      const rebuilt = await run([...projections, 'rebuild', '--all', '--wait'], system.environment);
      expect(rebuilt).toMatchObject({ code: 0 });
      expect(await asSeen()).toEqual(before);
      await refused(hers, { code: 'STORE_BUSY', nextFreeAt: at('11:15') });
    },
    WITHIN,
  );

  test(
    'who takes the next time has it, and the store sees to whom and where',
    async () => {
      await forAt(alice, hers, { ...delivery, wantedAt: at('11:15') });
      expect(await alice(201, `POST /mycart/${hers}/order`, { total: 27.5 })).toMatchObject({ total: 27.5 });
      const { items } = await store(200, 'GET /orders');
      const fulfilment = { type: 'DELIVERY', wantedAt: at('11:15'), personal };
      const due = { subtotal: 24, deliveryFee: 3.5, total: 27.5, promisedAt: at('11:15') };
      expect(items).toContainEqual(expect.objectContaining({ orderId: hers, fulfilment, ...due }));
      expect(await alice(200, `GET /myorder/${hers}`)).toMatchObject({ fulfilment, ...due });
      await bob(404, `GET /myorder/${hers}`);
      const [shown] = (await office(200, `GET /orders?number=2&storeId=2100`)).items as readonly Body[];
      expect(shown).toMatchObject({ orderId: hers, fulfilment: { personal: null } });
      await freeFrom(at('11:30'));
      await store(200, `POST /myorder/${hers}/cancel`, { reason: 'no oven' });
      await freeFrom(at('11:15'));
    },
    WITHIN,
  );

  test(
    'what is picked up is not sent out: it is fetched when it is ready',
    async () => {
      const step = { code: 'ORDER_STEP_NOT_ALLOWED' };
      await store(200, `POST /myorder/${his}/cooking/start`);
      expect(await store(409, `POST /myorder/delivery/${his}/complete`)).toMatchObject(step);
      await store(200, `POST /myorder/${his}/cooking/complete`);
      expect(await store(409, `POST /myorder/delivery/${his}`)).toMatchObject({ ...step, currentStatus: 'READY' });
      expect(await store(200, `POST /myorder/delivery/${his}/complete`)).toMatchObject({ status: 'COMPLETED' });
      const { timeline } = await bob(200, `GET /myorder/${his}`);
      expect((timeline as readonly Body[]).map(({ status }) => status)).toEqual([
        ...['RECEIVED', 'ACCEPTED', 'COOKING', 'READY', 'COMPLETED'],
      ]);
      expect(await run([...projections, 'verify', '--all'], system.environment)).toMatchObject({ code: 0 });
    },
    WITHIN,
  );
});
