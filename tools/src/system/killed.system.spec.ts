import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { System } from '../whole-system.js';
import { steps, type Body, type Ids } from '../walk/steps.js';

/** Nothing of the first answer counts when the system dies under it; the second one has the same key. */
const ask = async (url: string, { method, path, body }: ReturnType<(typeof steps)[number]['request']>, key: string) => {
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': key };
  const response = await fetch(`${url}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  return { status: response.status, body: (await response.json()) as Body };
};

/** Where it is killed: while the order is paid, or with KILL_AT=all at each point of the walk (`npm run test:long`). */
const killedAt = process.env.KILL_AT === 'all' ? steps.map((_, index) => index + 1) : [7];

describe('a system that is killed with -9', () => {
  let system: System;
  const ids: Ids = { menuId: Number.NaN, cartId: Number.NaN, orderId: Number.NaN };

  beforeAll(async () => {
    system = await System.start();
  }, 60_000);
  afterAll(() => system.remove(), 30_000);

  const killAt = async (step: (typeof steps)[number], key: string): Promise<void> => {
    const cutOff = ask(system.url, step.request(ids), key).catch(() => null);
    // Anywhere between before the request was taken and after it was answered.
    await pause(randomInt(30));
    await system.killHard();
    await cutOff;
    await system.startAgain();
  };

  // In the order of the walk: each goes on where the one before left off.
  test.each(steps.map((step, index) => ({ number: index + 1, step })))(
    'goes on where it was at step $number of the walk',
    async ({ number, step }) => {
      const key = `killed-step-${number}`;
      if (killedAt.includes(number)) await killAt(step, key);
      const { status, body } = await ask(system.url, step.request(ids), key);
      expect({ status, body }).toMatchObject({ status: step.status });
      const found = step.item ? (body.items as Body[]).find((item) => step.item?.(item, ids)) : body;
      step.learn?.(body, ids);
      expect(found).toMatchObject(step.body(ids));
    },
    60_000,
  );

  test('one menu, one payment, one order are there, and one charge was made', async () => {
    const items = async (path: string) =>
      ((await ask(system.url, { method: 'GET', path }, 'not-a-command')).body.items as Body[]).length;
    expect(await items('/menus')).toBe(1);
    expect(await items('/payments')).toBe(1);
    const order = await ask(system.url, { method: 'GET', path: `/myorder/${ids.orderId}` }, 'not-a-command');
    const stages = (order.body.timeline as Body[]).map(({ status }) => status);
    expect(stages).toEqual(['RECEIVED', 'ACCEPTED', 'COOKING', 'READY', 'DELIVERING', 'COMPLETED']);
    const provider = `http://127.0.0.1:${system.environment.PAYMENT_PROVIDER_PORT}/counters`;
    expect(await (await fetch(provider)).json()).toMatchObject({ totals: { charges: 1, refunds: 0 } });
  });
});
