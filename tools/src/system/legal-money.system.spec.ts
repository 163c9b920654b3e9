import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { listedProcesses, until } from '@doremi/start';
import { type Body, peopleAt, projections, WITHIN } from '../testing/story.js';
import { run, System } from '../whole-system.js';

const large = { optionId: 'large', name: '라지 {L}', priceDelta: 3_000, default: false };
const menu = {
  ...{ menuName: '불고기 | "특" {매운맛}', menuType: 'pizza', description: '소고기', price: 15_900 },
  optionGroups: [{ groupId: 'size', name: 'Size', min: 0, max: 1, options: [large] }],
};

/** One evening of a chain that sells in won with a tax of ten percent; half way everything is killed and built anew. */
describe('money that is legal in Korea', () => {
  let system: System;

  const { person, ask, text } = peopleAt(() => system.url);
  const office = person('admin');
  const store = person('store:2002');
  const alice = person('customer:alice');
  const printed = (path: string, accept: string, language = 'en') =>
    text('store:2002', 200, `GET ${path}`, undefined, { Accept: accept, 'Accept-Language': language });

  const ordered = async (cartId: number, quantity: number, options: readonly object[] = []): Promise<void> => {
    await alice(201, 'POST /mycart/2002/create');
    await alice(200, `POST /mycart/${cartId}/menu/1/add`, { quantity, options });
    await alice(201, `POST /mycart/${cartId}/order`);
  };

  beforeAll(async () => {
    system = await System.start({ CURRENCY: 'KRW', VAT_RATE: '10' });
  }, WITHIN);
  afterAll(() => system.remove(), WITHIN);

  test(
    'has no jeon: a price that needs them is refused',
    async () => {
      await office(400, 'POST /menus', { ...menu, price: 15_900.5 });
      await office(201, 'POST /menus', { ...menu, price: '15900.0' });
      await store(200, 'POST /stores/2002/menus/1/approve');
    },
    WITHIN,
  );

  test(
    'is on a receipt with a number, net and tax, and what it is for is on a ticket without a price',
    async () => {
      await ordered(1, 2, [{ groupId: 'size', optionId: 'large' }]);
      await ordered(2, 1);
      expect(await alice(200, 'GET /orders/1/receipt')).toMatchObject({
        ...{ orderNumber: 1, total: 37_800, currency: 'KRW', tax: { rate: 10, net: 34_364, tax: 3_436 } },
        lines: [{ menuName: menu.menuName, quantity: 2, unitPrice: 18_900 }],
      });
      expect(await alice(200, 'GET /orders/2/receipt')).toMatchObject({ orderNumber: 2, total: 15_900 });
      await ask('customer:bob', 404, 'GET /orders/1/receipt');
      const text = await printed('/orders/1/receipt', 'text/plain');
      for (const line of [menu.menuName, `  + ${large.name}`]) expect(text.split('\n')).toContain(line);
      expect(text).toMatch(/^2 x 18,900 +37,800$/m);
      expect(text).toMatch(/^VAT 10% +3,436$/m);
      const inKorean = await printed('/orders/1/receipt', 'text/plain', 'ko-KR,ko;q=0.9');
      expect(inKorean).toMatch(/^합계\(원\) +37,800$/m);
      expect(inKorean).toMatch(/^부가세\(10%\) +3,436$/m);
      const ticket = await printed('/orders/1/ticket', 'text/plain');
      expect(ticket).toMatch(`2 x ${menu.menuName}`);
      expect(ticket).not.toMatch(/18,?900|37,?800|VAT/);
    },
    WITHIN,
  );

  test(
    'goes back in parts that add up, to the last won',
    async () => {
      for (const amount of [3_333, 4_444]) await office(200, 'POST /payments/1/refund', { amount, reason: 'cold' });
      await until('both refunds to be through', async () => {
        const { refunds } = await alice(200, 'GET /orders/1/receipt');
        return (refunds as readonly Body[]).length === 2;
      });
      const { refunds } = (await alice(200, 'GET /orders/1/receipt')) as { refunds: readonly Record<string, number>[] };
      const sum = (of: string) => refunds.reduce((all, refund) => all + (refund[of] ?? NaN), 0);
      // 7,777 at ten percent: 7,070 and 707, whichever of them went back first.
      expect([sum('amount'), sum('net'), sum('tax')]).toEqual([7_777, 7_070, 707]);
      expect(await office(200, 'GET /payments/1')).toMatchObject({ refunded: 7_777, refunds: [{ by: 'admin' }, {}] });
      expect(await office(200, 'GET /sales?storeId=2002')).toMatchObject({
        items: [{ currency: 'KRW', orders: 2, revenue: 53_700, tax: 4_881, refunds: 7_777, refundedTax: 707 }],
      });
    },
    WITHIN,
  );

  test(
    'is the same after everything was killed and every read model is built anew, and numbers go on',
    async () => {
      const papers = () =>
        Promise.all(
          ['text/plain', 'image/svg+xml', 'application/vnd.escpos'].map((type) => printed('/orders/1/receipt', type)),
        );
      const before = [await alice(200, 'GET /orders/1/receipt'), await office(200, 'GET /sales'), await papers()];
      await system.killHard();
      await system.startAgain();
      const rebuilt = await run([...projections, 'rebuild', '--all', '--wait'], system.environment);
      expect(rebuilt).toMatchObject({ code: 0 });
      const after = [await alice(200, 'GET /orders/1/receipt'), await office(200, 'GET /sales'), await papers()];
      expect(after).toEqual(before);
      await ordered(3, 1);
      expect(await alice(200, 'GET /orders/3/receipt')).toMatchObject({ orderNumber: 3 });
      expect(await run([...projections, 'verify', '--all'], system.environment)).toMatchObject({ code: 0 });
    },
    WITHIN,
  );

  test(
    'is no other money later: a process that is told so ends at once, and says why',
    async () => {
      const eventstore = listedProcesses(system.dataDir).find(({ name }) => name === 'eventstore');
      const EVENTSTORE_URL = `esdb://127.0.0.1:${eventstore?.port}?tls=false`;
      const told = { ...system.environment, EVENTSTORE_URL, CURRENCY: 'EUR', COMMAND_API_PORT: '0' };
      const ended = await run([process.execPath, 'command-api/dist/main.js'], told);
      expect(ended.code).toBe(1);
      expect(ended.output).toMatch(/CURRENCY is EUR, and this chain sells in KRW/);
    },
    WITHIN,
  );
});
