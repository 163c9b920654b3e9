import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { givenBrowser, seriousIn } from './browser.js';
import { eventually } from './eventually.js';
import { aKitchen } from './kitchens.js';
import { givenSystem } from './system.js';

const { people, url } = givenSystem();
const { visitor } = givenBrowser(url);

type Kitchen = Awaited<ReturnType<typeof aKitchen>>;

/** Whoever presses it is overtaken: before it arrives, `first` is done by somebody else. */
const overtaken = (page: Page, path: string, first: () => Promise<unknown>): Promise<unknown> =>
  page.route(
    path,
    async (route) => {
      await first();
      await route.continue();
    },
    { times: 1 },
  );

const told = (page: Page, words: string | RegExp) => page.locator('.found-done').getByText(words).waitFor();
const noAlarm = async (page: Page): Promise<void> => {
  expect(await page.locator('main [role=alert]:visible').allTextContents()).toEqual([]);
};

/** By its name or number on the board, what comes before, what is pressed there, and what the other one does. */
const STEPS = [
  ['accept', [], 'Accept: 20 min', ['accept'], 'accepted'],
  ['cooking/start', [], 'Start cooking', ['cooking/start'], 'started'],
  ['cooking/complete', ['cooking/start'], 'Ready', ['cooking/complete'], 'made ready'],
  ['recall', ['cooking/start', 'cooking/complete'], 'Recall: Order 1', ['recall'], 'recalled'],
  ['delivery/*', ['cooking/start', 'cooking/complete'], 'On its way', ['delivery'], 'sent on its way'],
  ['delivery/*/complete', ['cooking/start', 'delivery'], 'Delivered', ['delivery/complete'], 'handed over'],
  // It has gone on from there.
  ['cooking/start', ['accept'], 'Start cooking', ['cooking/start', 'cooking/complete'], 'started'],
] as const;

describe('two windows of a kitchen', () => {
  const stepOf =
    ({ store, step, dispatch }: Kitchen, orderId: number) =>
    (path: string) => {
      if (path === 'delivery') return dispatch(orderId);
      if (path === 'recall') return step(orderId, path, { reason: 'too soon' });
      return path.startsWith('delivery/')
        ? people.ask(store, 200, `POST /myorder/delivery/${orderId}/complete`, {})
        : step(orderId, path);
    };

  test.each(STEPS)('take the same step, %s after %j: the later one is told that it is taken', async (...one) => {
    const [path, before, button, others, done] = one;
    const isAsked = path === 'accept' || (before as readonly string[]).includes('accept');
    const kitchen = await aKitchen(people, isAsked ? { autoAccept: false } : null);
    const orderId = await kitchen.order();
    const take = stepOf(kitchen, orderId);
    for (const step of before) await take(step);
    const late = await visitor({ as: kitchen.store });
    const page = await late.open('/kitchen');
    await overtaken(
      page,
      `**/myorder/${path.includes('*') ? path.replace('*', String(orderId)) : `*/${path}`}`,
      async () => {
        for (const step of others) await take(step);
      },
    );
    await page.getByRole('button', { name: button, exact: true }).click();
    await told(page, new RegExp(`^Order 1 was ${done} already \\(.*(second|now).*\\)\\.$`));
    await noAlarm(page);
    late.expectRefusals();
    const { status } = await people.ask(kitchen.store, 200, `GET /myorder/${orderId}`);
    const columns = { ACCEPTED: 'todo', COOKING: 'cooking', READY: 'ready', DELIVERING: 'out' };
    const column = page.locator(`[data-name="${columns[status as 'READY']}"]`);
    if (status === 'COMPLETED') await page.getByRole('article').waitFor({ state: 'detached' });
    else await column.getByRole('article', { name: 'Order 1' }).waitFor();
  });

  test('cancel the same order: the later one is told by whom, and has nothing more to acknowledge', async () => {
    const kitchen = await aKitchen(people);
    const orderId = await kitchen.order();
    const late = await visitor({ as: kitchen.store });
    const page = await late.open('/kitchen');
    await overtaken(page, '**/cancel', () =>
      people.ask('customer:alice', 200, `POST /myorder/${orderId}/cancel`, { reason: 'too late' }),
    );
    await page.getByRole('button', { name: 'Cancel …: Order 1' }).click();
    await page.getByLabel('Reason').fill('No oven');
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel …' }).click();
    await told(page, /^Order 1 was cancelled already \(by the customer, .*\)\.$/);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('article').waitFor({ state: 'detached' });
    await noAlarm(page);
    expect(await seriousIn(page)).toEqual([]);
    late.expectRefusals();
    // Gone as soon as somebody has read it.
    await page.locator('.found-done').getByRole('button', { name: 'Close' }).click();
    await page.locator('.found-done:empty').waitFor({ state: 'attached' });
  });

  test('but what cannot be done any more is an alarm: it was cancelled while they started it', async () => {
    const kitchen = await aKitchen(people);
    const orderId = await kitchen.order();
    const late = await visitor({ as: kitchen.store });
    const page = await late.open('/kitchen');
    await overtaken(page, '**/cooking/start', () =>
      people.ask('customer:alice', 200, `POST /myorder/${orderId}/cancel`, { reason: 'too late' }),
    );
    await page.getByRole('button', { name: 'Start cooking' }).click();
    await page.getByRole('alert').getByText('Order 1 is cancelled').waitFor();
    expect(await page.locator('.found-done').textContent()).toBe('');
    late.expectRefusals();
  });

  test('approve the same menu at two prices: the later one is told so', async () => {
    const kitchen = await aKitchen(people);
    const { store, storeId, menuId } = kitchen;
    const revised = { menuName: 'Margherita', menuType: 'pizza', description: 'Buffalo', price: 14 };
    await people.ask('admin', 200, `PUT /menus/${menuId}`, revised);
    const late = await visitor({ as: store, language: 'ko' });
    const page = await late.open('/kitchen/menus');
    await overtaken(page, '**/approve', () =>
      people.ask(store, 200, `POST /stores/${storeId}/menus/${menuId}/approve`, { revision: 2, price: 15 }),
    );
    await page
      .getByRole('spinbutton', { name: /매장 가격/ })
      .first()
      .fill('16');
    await page.getByRole('button', { name: '승인: Margherita' }).click();
    await told(page, 'Margherita: 말씀하신 것과 다른 가격으로 이미 승인되었습니다.');
    await noAlarm(page);
    late.expectRefusals();
  });
});

test('a customer cancels in two windows: the later one is told that it is cancelled', async () => {
  const kitchen = await aKitchen(people);
  const orderId = await kitchen.order();
  const late = await visitor({ as: 'customer:alice' });
  const page = await late.open(`/shop/orders/${orderId}`);
  await overtaken(page, '**/cancel', () =>
    people.ask('customer:alice', 200, `POST /myorder/${orderId}/cancel`, { reason: 'too late' }),
  );
  await page.getByRole('button', { name: 'Cancel the order' }).click();
  await page.getByLabel('Why?').fill('Changed my mind');
  await page.getByRole('button', { name: 'Yes, cancel it' }).click();
  await told(page, 'The order was cancelled already.');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  late.expectRefusals();
});

test('two people of head office give all of a payment back: the later one is told who did', async () => {
  const kitchen = await aKitchen(people);
  const orderId = await kitchen.order();
  await kitchen.step(orderId, 'cooking/start');
  const late = await visitor({ as: 'admin' });
  const page = await late.open(`/office/payments/${orderId}`);
  await overtaken(page, '**/refund', () =>
    people.ask('admin', 200, `POST /payments/${orderId}/refund`, { reason: 'Burnt' }),
  );
  await page.getByLabel('Reason').fill('Cold');
  await page.getByRole('button', { name: 'Give back €12.50' }).click();
  await told(page, /^All of it was given back already, by admin, .*\.$/);
  await page.getByText('Nothing is left to give back.').waitFor();
  await noAlarm(page);
  late.expectRefusals();
  const { refunds } = await people.ask('admin', 200, `GET /payments/${orderId}`);
  expect(refunds).toHaveLength(1);
});

describe('two operators', () => {
  interface Model {
    readonly name: string;
    readonly live: string | null;
    readonly builds: readonly { readonly build: string; readonly state: string }[];
  }
  const modelOf = async (name: string): Promise<Model> => {
    const { projections } = await people.ask('operator', 200, 'GET /ops/projections');
    const model = (projections as Model[]).find((one) => one.name === name);
    if (!model) throw new Error(`there is no ${name}`);
    return model;
  };
  const ask = (path: string, status = 200) => people.ask('operator', status, `POST /ops/projections/${path}`, {});
  /** Made anew, with a way back; the builds. */
  const rebuilt = async (name: string) => {
    const former = (await modelOf(name)).live ?? '';
    const { build } = await ask(`${name}/rebuild`, 202);
    await eventually(
      'the new build',
      () => modelOf(name),
      ({ live }) => live === build,
    );
    return { former, build: String(build) };
  };
  /** Presses a button, and what it asks for in its dialog, but somebody else is quicker. */
  const press = async (page: Page, name: string, path: string, first: () => Promise<unknown>): Promise<void> => {
    await overtaken(page, path, first);
    await page.getByRole('button', { name, exact: true }).first().click();
    await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  };

  test('go back, read and retire the same build: the later one is told, and undoes nothing', async () => {
    const { former, build } = await rebuilt('salesByDay');
    const late = await visitor({ as: 'operator' });
    const page = await late.open('/operations/read-models/salesByDay');
    await press(page, 'Go back', '**/promote', () => ask('salesByDay/rollback'));
    await told(page, `${former} is what is read already: somebody else went back.`);
    expect((await modelOf('salesByDay')).live).toBe(former);

    await page.locator(`[data-build="${build}"][data-state="standby"]`).waitFor();
    await press(page, 'Read this one', '**/promote', () => ask(`builds/${build}/promote`));
    await told(page, `${build} is what is read already: somebody else was quicker.`);
    await page.locator(`[data-build="${former}"][data-state="standby"]`).waitFor();
    await press(page, 'Retire', '**/retire', () => ask(`builds/${former}/retire`));
    await told(page, `${former} is gone already: somebody else has retired it.`);
    await page.locator(`[data-build="${former}"]`).waitFor({ state: 'detached' });
    late.expectRefusals();
  });
});
