import { describe, expect, test } from '@jest/globals';
import { givenBrowser } from './browser.js';
import { busyFor, goTo } from './operators.js';
import { aMenuOnSale, givenSystem } from './system.js';

const given = givenSystem({ BUSY_SWITCH: 'on' });
const { url, people } = given;
const { visitor } = givenBrowser(url);

describe('the overview', () => {
  test('tells how every process, engine and breaker is', async () => {
    const page = await (await visitor({ as: 'operator' })).open('/operations');
    await page.getByText('Nothing needs you: everything runs.').waitFor();
    for (const name of ['gateway', 'command-api', 'policies', 'projections', 'query-api'])
      await page.locator(`[data-process="${name}"][data-state="ready"]`).waitFor();
    for (const engine of ['eventstore', 'mongodb', 'redis', 'keys', 'payment-provider'])
      await page.locator(`[data-engine="${engine}"]`).getByText('there, for').waitFor();
    expect(await page.locator('[data-breaker="payment-provider"][data-state="closed"]').count()).toBe(2);
  });

  test('sees a process that was killed as away, and as back, by itself', async () => {
    const somebody = await visitor({ as: 'operator' });
    const page = await somebody.open('/operations');
    const policies = page.locator('[data-process="policies"]');
    await policies.getByText('ready').waitFor();
    const pid = given.system.pidOf('policies');
    // Whoever is killed is started again within a second: it is kept from answering until somebody has seen it.
    process.kill(pid, 'SIGSTOP');
    await policies.getByText('no answer').waitFor();
    const needed = page.getByRole('status').getByText('policies does not answer.');
    await needed.waitFor();
    process.kill(pid, 'SIGKILL');
    await policies.getByText('ready').waitFor();
    await needed.waitFor({ state: 'detached' });
    somebody.expectRefusals();
  });

  test('leads from what needs somebody to its runbook, and from there to others', async () => {
    const page = await (await visitor({ as: 'operator' })).open('/operations');
    await page.getByRole('link', { name: 'Runbook: Something is away' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Something is away' }).waitFor();
    await page.getByRole('link', { name: 'open work', exact: true }).click();
    await page.getByRole('heading', { level: 2, name: 'Held adds' }).waitFor();
    expect(new URL(page.url()).hash).toBe('#held-adds');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('held-adds');
    await goTo(page, 'Runbooks');
    expect(await page.getByRole('main').getByRole('listitem').count()).toBe(7);
  });

  test('leads to the same place of the runbook in the language of the page', async () => {
    const page = await (
      await visitor({ as: 'operator', language: 'ko' })
    ).open('/operations/runbooks/open-work#held-adds');
    await page.getByRole('heading', { level: 2, name: '보류 중인 담기' }).waitFor();
    await page.waitForFunction(() => document.activeElement?.id === 'held-adds');
    expect(await page.locator('article').getAttribute('lang')).toBe('ko');
    await page.getByRole('link', { name: '무언가 응답하지 않을 때' }).first().click();
    await page.getByRole('heading', { level: 1, name: '무언가 응답하지 않을 때' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/operations/runbooks/something-is-away');
    await page.getByRole('link', { name: '복원했거나 잃었으면' }).click();
    await page.getByRole('heading', { level: 2, name: 'MongoDB와 Redis' }).waitFor();
    expect(new URL(page.url()).hash).toBe('#mongodb-and-redis');
  });
});

test('read models are told with their lag and throughput, live', async () => {
  const page = await (await visitor({ as: 'operator' })).open('/operations/read-models');
  const row = page.locator('[data-model="orderTracking"]');
  await row.getByRole('img', { name: 'Events per second of orderTracking' }).waitFor();
  const points = () => row.locator('polyline').first().getAttribute('points');
  const before = (await points())?.split(' ').length ?? 0;
  await page.waitForFunction(
    (n) =>
      (document.querySelector('[data-model="orderTracking"] polyline')?.getAttribute('points') ?? '').split(' ')
        .length > n,
    before + 1,
  );
  await row.getByText('0 sec').waitFor();
});

describe('open work', () => {
  test('names a held add and a payment that nobody knows, each with its stream', async () => {
    const { ask } = people;
    const menuId = await aMenuOnSale(people, 2002, { menuName: 'Dear' });
    const carts = [];
    for (const customer of ['carol', 'dave'])
      carts.push(Number((await ask(`customer:${customer}`, 201, 'POST /mycart/2002/create', {})).cartId));
    const [unknown = 0, held = 0] = carts;
    await ask('customer:carol', 200, `POST /mycart/${unknown}/menu/${menuId}/add`, {});
    const page = await (await visitor({ as: 'operator' })).open('/operations/open-work');
    const kind = (name: string) => page.locator(`[data-kind="${name}"]`);
    // It takes the money, or not, and says nothing.
    const provider = given.system.pidOf('payment-provider');
    process.kill(provider, 'SIGSTOP');
    await ask('customer:carol', 202, `POST /mycart/${unknown}/order`, {});
    await kind('PAYMENT_UNKNOWN')
      .getByRole('link', { name: `payment-${unknown}` })
      .waitFor();
    process.kill(provider, 'SIGCONT');
    await kind('PAYMENT_UNKNOWN').getByText('none', { exact: true }).waitFor();
    await busyFor(given.system, 60);
    await ask('customer:dave', 202, `POST /mycart/${held}/menu/${menuId}/add`, {});
    await kind('HELD_ADD').getByText('store 2002, until').waitFor();
    await kind('HELD_ADD')
      .getByRole('link', { name: `cart-${held}` })
      .click();
    await page.getByRole('heading', { level: 2, name: 'MenuAddHeld' }).waitFor();
    await busyFor(given.system, 0);
    await page.goBack();
    await kind('HELD_ADD').getByText('none', { exact: true }).waitFor();
  });

  test('tells how far each policy is', async () => {
    const page = await (await visitor({ as: 'operator' })).open('/operations/open-work');
    const row = page.locator('[data-policy="whenAddHeld"]');
    await row.waitFor();
    expect(await row.getByRole('cell').count()).toBe(4);
  });
});

test('the ledger of the payment provider is compared with the log', async () => {
  const page = await (await visitor({ as: 'operator' })).open('/operations/payments');
  await page.getByRole('button', { name: 'Compare' }).click();
  await page
    .getByRole('status')
    .getByText(/charges? and .* compared: the log knows all of it/)
    .waitFor();
});

test('an erasure is asked for on behalf of a customer, who hears what it waits for', async () => {
  const page = await (await visitor({ as: 'operator' })).open('/operations/erasures');
  await page.getByLabel('Customer id').fill('customer:erin');
  await page.getByRole('button', { name: 'Have it erased' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('can be read by nobody any more').waitFor();
  await dialog.getByRole('button', { name: 'Have it erased' }).click();
  await page.getByRole('status').getByText('Asked for').waitFor();
  await page.getByRole('link', { name: 'What happened since' }).click();
  await page.getByRole('heading', { level: 2, name: 'PersonalDataErasureRequested' }).waitFor();
});
