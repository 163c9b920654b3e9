import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, expect, test } from '@jest/globals';
import { givenBrowser, seriousIn } from './browser.js';
import { eventually } from './eventually.js';
import { aMenuOnSale, givenSystem } from './system.js';

/** A payment provider of somebody else, who approves all, or takes nothing. */
const cards = { isAway: true, asked: 0 };
const provider = createServer((request, response) => {
  if (request.method === 'POST') cards.asked += 1;
  request.resume();
  response.writeHead(cards.isAway ? 503 : 201, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify({ id: String(cards.asked), status: 'approved' }));
}).listen(0, '127.0.0.1');
await once(provider, 'listening');
const { port } = provider.address() as { port: number };
afterAll(() => {
  provider.close();
  provider.closeAllConnections();
});

const { url, people } = givenSystem({ PAYMENT_PROVIDER_URL: `http://127.0.0.1:${port}` });
const { visitor } = givenBrowser(url);

/** A cart with a menu in it, that is ordered whenever somebody asks; the status that is answered. */
const aCartToOrder = async (): Promise<() => Promise<number>> => {
  const menuId = await aMenuOnSale(people, 2002);
  const { cartId } = await people.ask('customer:alice', 201, 'POST /mycart/2002/create', {});
  await people.ask('customer:alice', 200, `POST /mycart/${Number(cartId)}/menu/${menuId}/add`, {});
  return async () => {
    const headers = { 'X-Actor': 'customer:alice' };
    return (await fetch(`${url()}/mycart/${Number(cartId)}/order`, { method: 'POST', headers })).status;
  };
};

test('a breaker is seen to open, with what helps, and to close once the provider is back', async () => {
  const page = await (await visitor({ as: 'operator' })).open('/operations');
  const inKorean = await (await visitor({ as: 'operator', language: 'ko' })).open('/operations');
  const breakers = page.locator('[data-breaker="payment-provider"]');
  const ofCommands = breakers.filter({ hasText: 'payment-provider, in command-api' });
  await ofCommands.getByText('closed: calls go through').waitFor();
  const order = await aCartToOrder();
  for (let fault = 0; fault < 5; fault += 1) expect(await order()).toBe(503);
  await ofCommands.getByText('open: nothing is asked').waitFor();
  expect(await ofCommands.getAttribute('data-state')).toBe('open');
  expect(await breakers.filter({ hasText: 'in policies' }).getAttribute('data-state')).toBe('closed');
  const needed = page.getByRole('status').getByRole('listitem').filter({ hasText: 'The breaker to payment-provider' });
  await needed.getByText('The breaker to payment-provider is open.').waitFor();
  expect(await needed.getByRole('link', { name: 'Look' }).getAttribute('href')).toBe('/operations/open-work');
  await inKorean.getByRole('status').getByText('payment-provider(으)로 가는 차단기가 열려 있습니다.').waitFor();
  await inKorean.getByText('열림: 호출하지 않습니다').waitFor();
  expect(await seriousIn(page)).toEqual([]);

  await needed.getByRole('link', { name: 'Runbook: Something is away' }).click();
  await page.getByRole('heading', { level: 2, name: 'A breaker' }).waitFor();
  expect(new URL(page.url()).hash).toBe('#a-breaker');
  await page.goBack();
  await needed.waitFor();

  cards.isAway = false;
  const asked = cards.asked;
  await eventually('an order after the breaker let one through', order, (status) => status === 201);
  expect(cards.asked).toBe(asked + 1);
  await ofCommands.getByText('closed: calls go through').waitFor();
  await needed.waitFor({ state: 'detached' });
  await inKorean.getByText('열림: 호출하지 않습니다').waitFor({ state: 'detached' });
});
