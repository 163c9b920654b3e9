import { setTimeout as pause } from 'node:timers/promises';
import { listedProcesses } from '@doremi/start';
import { costsOf, timesOf, toldCosts } from './costs.js';
import { numberOptions } from './options.js';
import { machine } from './quick/page.js';
import { percentile, table } from './report.js';

/**
 * `npm run siege -- --users 100 --seconds 60`: many people fill carts while the menu service is too busy to answer.
 * It counts what they were told, and afterwards looks whether every add that was taken is in its cart.
 */
const { users, seconds } = numberOptions({ users: 100, seconds: 60 });
const STORE = 2002;
/** When the service is slow, as parts of the time; when it is quick again there is time to see it recover. */
const SLOW = { from: 0.2, to: 0.7 };
const CONFIRMED_WITHIN = 5_000;

const processes = listedProcesses(process.env.DATA_DIR ?? '.doremi');
const portOf = (name: string): number => {
  const port = processes.find((one) => one.name === name)?.port;
  if (port !== undefined) return port;
  console.error('Nothing runs here: `npm start` first.');
  process.exit(1);
};
const gateway = `http://127.0.0.1:${portOf('gateway')}`;
const menuService = `http://127.0.0.1:${portOf('query-api')}`;

interface Acknowledged {
  readonly status: number;
  readonly milliseconds: number;
}

interface CartSeen {
  readonly lines: readonly { readonly quantity: number }[];
  readonly holds: readonly unknown[];
  readonly dropped: readonly { readonly reason: string }[];
}

const send = async (
  method: string,
  path: string,
  body?: object,
): Promise<{ status: number; body: Record<string, unknown> }> => {
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetch(`${gateway}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

const busy = async (forSeconds: number): Promise<void> => {
  await fetch(`${menuService}/busy?seconds=${forSeconds}`, { method: 'POST' });
};

const menuOnSale = async (): Promise<number> => {
  const card = { menuName: 'siege', menuType: 'pizza', description: '', price: 10 };
  const menuId = Number((await send('POST', '/menus', card)).body.menuId);
  await send('POST', `/stores/${STORE}/menus/${menuId}/approve`);
  return menuId;
};

/** One person: carts of a few adds each, one after the other, until the time is up. */
const person = async (
  menuId: number,
  until: number,
  acknowledged: Acknowledged[],
  carts: Map<number, number>,
): Promise<void> => {
  while (Date.now() < until) {
    const cartId = Number((await send('POST', `/mycart/${STORE}/create`)).body.cartId);
    for (let add = 0; add < 10 && Date.now() < until; add++) {
      const startedAt = performance.now();
      const { status } = await send('POST', `/mycart/${cartId}/menu/${menuId}/add`).catch(() => ({ status: 0 }));
      acknowledged.push({ status, milliseconds: performance.now() - startedAt });
      if (status === 200 || status === 202) carts.set(cartId, (carts.get(cartId) ?? 0) + 1);
      await pause(200);
    }
  }
};

const seen = async (cartId: number): Promise<CartSeen> =>
  (await send('GET', `/mycart/${cartId}`)).body as unknown as CartSeen;

const menuId = await menuOnSale();
const acknowledged: Acknowledged[] = [];
const carts = new Map<number, number>();
const watched = Object.fromEntries(processes.map(({ name, pid }) => [name, pid] as const));
const timesBefore = timesOf(watched);
const startedAt = Date.now();
const until = startedAt + seconds * 1_000;
console.log(
  `${users} people add to carts for ${seconds} s; the menu service is slow from ${SLOW.from * 100}% to ${SLOW.to * 100}% of it`,
);
const slowing = pause(seconds * 1_000 * SLOW.from).then(() => busy(Math.ceil(seconds * (SLOW.to - SLOW.from))));
await Promise.all([slowing, ...Array.from({ length: users }, () => person(menuId, until, acknowledged, carts))]);

const costs = costsOf(timesBefore, timesOf(watched), acknowledged.length);
let open = Number.POSITIVE_INFINITY;
const confirmedUntil = Date.now() + CONFIRMED_WITHIN;
let states: CartSeen[] = [];
while (open > 0) {
  states = [];
  for (const cartId of carts.keys()) states.push(await seen(cartId));
  open = states.reduce((sum, { holds }) => sum + holds.length, 0);
  if (Date.now() > confirmedUntil) break;
}

const count = (status: number): number => acknowledged.filter((one) => one.status === status).length;
const taken = [...carts.values()].reduce((sum, adds) => sum + adds, 0);
// The same menu again is no further line, but one more of it.
const added = states.flatMap(({ lines }) => lines).reduce((sum, { quantity }) => sum + quantity, 0);
const dropped = states.reduce((sum, cart) => sum + cart.dropped.length, 0);
const answered = count(200) + count(202);
const lost = taken - added - dropped - open;
console.log(
  table([
    ['adds', acknowledged.length],
    ['availability (200 or 202 over all)', `${((answered / acknowledged.length) * 100).toFixed(2)}%`],
    ['added at once (200)', count(200)],
    ['held (202)', count(202)],
    ['held, then confirmed into the cart', added - count(200)],
    ['held, then dropped with a reason', dropped],
    ['still held', open],
    ['lost', lost],
    [
      'p50 / p99 of an add, ms',
      [50, 99]
        .map((part) =>
          percentile(
            acknowledged.map((one) => one.milliseconds),
            part,
          ).toFixed(0),
        )
        .join(' / '),
    ],
    ['slowest add, ms', Math.max(...acknowledged.map((one) => one.milliseconds)).toFixed(0)],
    ['CPU an add', toldCosts(costs)],
  ]),
);
console.log(`\n${new Date().toISOString().slice(0, 10)}, on ${machine()}.`);
process.exitCode = answered === acknowledged.length && lost === 0 && open === 0 ? 0 : 1;
