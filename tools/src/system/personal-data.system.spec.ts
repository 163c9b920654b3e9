import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { plannedStandIns, until } from '@doremi/start';
import { type Ask, asking, type Order } from '../erase-check/client.js';
import { people, type Person, reasonOf } from '../erase-check/people.js';
import { OneProcess } from '../one-process.js';
import { run, System } from '../whole-system.js';

const WITHIN = 180_000;
const HERE = 'store:2002';

let keys: OneProcess;
let system: System;
let ask: Ask;
let menuId: number;

beforeAll(async () => {
  // Keys on a server of their own, which can be away while everything else is there.
  const [plan] = plannedStandIns({}, '').filter(({ name }) => name === 'mongo');
  if (!plan) throw new Error('there is no stand-in for MongoDB');
  keys = new OneProcess({ ...plan, command: (port) => [...plan.command(port).slice(0, 3), '--mem'] });
  await keys.start();
  system = await System.start({ MONGODB_KEYS_URL: `mongodb://127.0.0.1:${keys.port}/doremi_keys`, RATE_LIMITS: 'off' });
  ask = asking(system.url);
  const menu = { menuName: 'pizza', menuType: 'pizza', description: '', price: 10 };
  menuId = Number((await ask('admin', 'POST', '/menus', menu)).body.menuId);
  await ask(HERE, 'POST', `/stores/2002/menus/${menuId}/approve`);
}, WITHIN);
afterAll(async () => {
  await system.remove();
  await keys.stop();
}, WITHIN);

/** Why an order did what it did, as somebody is shown it. */
const notes = async (by: string, orderId: number): Promise<readonly unknown[]> => {
  const { body } = await ask(by, 'GET', `/myorder/${orderId}`);
  return (body.timeline as { note: unknown }[]).map(({ note }) => note).filter((note) => note !== null);
};

/** A cart that says whom it is for. */
const filled = async ({ customerId, personal: { contact, address, note } }: Person): Promise<number> => {
  const cartId = Number((await ask(customerId, 'POST', '/mycart/2002/create')).body.cartId);
  await ask(customerId, 'POST', `/mycart/${cartId}/menu/${menuId}/add`);
  const { line1, city } = address;
  const fulfilment = { type: 'DELIVERY', contact, address: { line1, city }, note };
  await ask(customerId, 'PUT', `/mycart/${cartId}/fulfilment`, fulfilment);
  return cartId;
};
const shown = async (by: string, path: string): Promise<object | null> =>
  ((await ask(by, 'GET', path)).body as unknown as Order).fulfilment;
const rebuild = async (): Promise<void> => {
  const command = ['node', 'projections/dist/cli.js', 'rebuild', '--all', '--wait'] as const;
  expect(await run([...command], system.environment)).toMatchObject({ code: 0 });
};

const [ada = {} as Person, bea = {} as Person, cid = {} as Person] = people(3);

test(
  'while the key store is away an order is cancelled without its reason, and an erasure is asked for and done afterwards',
  async () => {
    const orderId = await filled(cid);
    await ask(cid.customerId, 'POST', `/mycart/${orderId}/order`);
    keys.freeze();
    await ask(HERE, 'POST', `/myorder/${orderId}/cancel`, { reason: reasonOf(cid) });
    const { status, body } = await ask(cid.customerId, 'DELETE', '/customers/me/personal-data');
    expect({ status, body }).toEqual({ status: 202, body: { waitsFor: null } });
    keys.thaw();
    await until(
      'it to be erased',
      async () => {
        const fulfilment = await shown(cid.customerId, `/myorder/${orderId}`);
        return fulfilment !== null && 'erased' in fulfilment;
      },
      60_000,
    );
    expect(await notes(cid.customerId, orderId)).toEqual([]);
  },
  WITHIN,
);

test(
  'while the key store is away people order, a rebuild runs, and only whom it is for is not shown',
  async () => {
    const [cartId, orderId] = [await filled(ada), await filled(ada)];
    keys.freeze();
    await ask(ada.customerId, 'POST', `/mycart/${orderId}/order`);
    await rebuild();
    expect(await shown(HERE, `/myorder/${orderId}`)).toMatchObject({ personal: null, unavailable: true });
    await ask(ada.customerId, 'PUT', `/mycart/${cartId}/lines/1`, { quantity: 2 });
    keys.thaw();
    await until('the key store to be asked again', async () => {
      const fulfilment = await shown(HERE, `/myorder/${orderId}`);
      return fulfilment !== null && !('unavailable' in fulfilment);
    });
    expect(await shown(HERE, `/myorder/${orderId}`)).toMatchObject({ personal: ada.personal });
    expect(await shown(ada.customerId, `/mycart/${cartId}`)).toMatchObject({ personal: ada.personal });
  },
  WITHIN,
);

test(
  'who is erased is so for good, though all is killed and built anew, and an order under way is delivered first',
  async () => {
    const orderId = await filled(bea);
    await ask(bea.customerId, 'POST', `/mycart/${orderId}/order`);
    const { body } = await ask(bea.customerId, 'DELETE', '/customers/me/personal-data');
    expect(body).toEqual({ waitsFor: [orderId] });
    expect(await shown(HERE, `/myorder/${orderId}`)).toMatchObject({ personal: bea.personal });
    await system.killHard();
    await system.startAgain();
    ask = asking(system.url);
    await ask(HERE, 'POST', `/myorder/${orderId}/cooking/start`);
    await ask(HERE, 'POST', `/myorder/delivery/${orderId}`);
    await ask(HERE, 'POST', `/myorder/delivery/${orderId}/fail`, { reason: reasonOf(bea) });
    for (const by of [bea.customerId, HERE]) {
      await until('the courier to be heard', async () => (await notes(by, orderId)).length > 0);
      expect(await notes(by, orderId)).toEqual([reasonOf(bea)]);
    }
    for (const step of ['', '/complete']) await ask(HERE, 'POST', `/myorder/delivery/${orderId}${step}`);
    const erased = async () => (await shown(bea.customerId, `/myorder/${orderId}`)) as { erased?: true } | null;
    await until('it to be erased', async () => (await erased())?.erased === true, 60_000);
    await rebuild();
    expect(await notes(bea.customerId, orderId)).toEqual([]);
    expect(await erased()).toEqual({ type: 'DELIVERY', wantedAt: null, personal: null, erased: true });
    const { body: order } = await ask(HERE, 'GET', `/myorder/${orderId}`);
    expect(order).toMatchObject({ status: 'COMPLETED', total: 10, customerId: bea.customerId });
    await filled(bea);
  },
  WITHIN,
);
