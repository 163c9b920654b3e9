import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { until } from '@doremi/start';
import { beginCommand } from '../testing/begin-command.js';
import { run, System } from '../whole-system.js';

/** What a busy machine may take; milliseconds. */
const WITHIN = 120_000;
/** Charges of carts that no log knows: the work is under way for as long as it takes to kill somebody. */
const LOST = 300;
const FIRST = 5_000;
const reconcile = [process.execPath, '--enable-source-maps', 'policies/dist/cli.js', 'payments'] as const;

interface Counters {
  readonly charges: Readonly<Record<string, number>>;
  readonly refunds: Readonly<Record<string, number>>;
  readonly totals: { readonly charged: number; readonly refunded: number };
}

let system: System;
beforeAll(async () => {
  system = await System.start();
}, WITHIN);
afterAll(() => system.remove(), 30_000);

const cli = (...args: string[]) => run([...reconcile, ...args], system.environment);
const company = (path: string): string => `http://127.0.0.1:${system.environment.PAYMENT_PROVIDER_PORT}${path}`;
const books = async (): Promise<Counters> => (await (await fetch(company('/counters'))).json()) as Counters;

const charge = async (key: string, amount: number): Promise<void> => {
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': key };
  const answer = await fetch(company('/charges'), { method: 'POST', headers, body: JSON.stringify({ amount }) });
  expect(answer.status).toBe(201);
};

const post = async (path: string, body?: object) => {
  const headers = { 'Content-Type': 'application/json' };
  const answer = await fetch(`${system.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body ?? {}) });
  return { status: answer.status, body: (await answer.json()) as Readonly<Record<string, unknown>> };
};

test(
  'money that no log knows goes back, once, whoever is killed meanwhile; asked once more, nothing is done',
  async () => {
    // One order as it should be, and a cart whose order was lost: the payment provider has its charge.
    const menu = { menuName: 'pizza3', menuType: 'pizza', description: '', price: 150 };
    await post('/menus', menu);
    await post('/stores/2002/menus/1/approve');
    for (const cartId of [1, 2]) {
      await post('/mycart/2002/create');
      await post(`/mycart/${cartId}/menu/1/add`);
    }
    expect((await post('/mycart/1/order')).status).toBe(201);
    expect(await cli()).toEqual({ code: 0, output: '1 charges and 0 refunds looked at: the log knows all of it.\n' });
    await charge('2-1', 15000);
    await Promise.all(Array.from({ length: LOST }, (_, n) => charge(`${FIRST + n}-1`, 10_000 + n * 100)));

    const looked = await cli();
    expect(looked.code).toBe(1);
    expect(looked.output.match(/→ to be /g)).toHaveLength(LOST + 1);
    expect((await books()).refunds).toEqual({});

    const applying = beginCommand([...reconcile, '--apply'], system.environment);
    await applying.says('→ refunded');
    process.kill(system.pidOf('policies'), 'SIGKILL');
    expect(await applying.ended).toMatchObject({ code: 1, output: expect.stringContaining('went away') });
    const refundsSoFar = Object.keys((await books()).refunds).length;
    expect(refundsSoFar).toBeGreaterThan(0);
    expect(refundsSoFar).toBeLessThan(LOST);

    await until('all of it is done', async () => (await cli('--apply')).code === 0, WITHIN);
    const done = await books();
    expect(Object.keys(done.refunds)).toHaveLength(LOST + 1);
    expect(Object.values(done.refunds).every((times) => times === 1)).toBe(true);
    expect(done.totals.charged - done.totals.refunded).toBe(15000);

    expect(await cli('--apply')).toMatchObject({ code: 0, output: expect.stringContaining('knows all of it') });
    expect(await books()).toEqual(done);

    // The customer of the cart that was lost orders again: money that went back pays for nothing.
    expect(await post('/mycart/2/order')).toMatchObject({ status: 402, body: { reason: 'ATTEMPT_LOST' } });
    expect((await post('/mycart/2/order')).status).toBe(201);
    expect(await cli()).toMatchObject({ code: 0 });
    expect((await books()).charges).toMatchObject({ '2-1': 1, '2-2': 1 });
  },
  3 * WITHIN,
);
