import { describe, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { givenBrowser, seriousIn } from './browser.js';
import { written } from './operators.js';
import { aMenuOnSale, aPaidOrder, givenSystem } from './system.js';

// So slow that a rebuild of what these tests write takes some seconds.
const given = givenSystem({ REBUILD_CPU: '10' });
const { url, people } = given;
const { visitor } = givenBrowser(url);

/** Of an order that nobody has: read models handle it, and show nothing of it. */
const CookingStarted = {
  type: 'CookingStarted',
  data: { orderId: 900_001, storeId: 2002, customerId: 'customer:nobody' },
} as const;

/** Presses a button, and says yes in the dialog that comes up, having read what it says. */
const confirm = async (page: Page, button: Locator, says: string): Promise<void> => {
  const name = (await button.textContent()) ?? '';
  await button.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(says).waitFor();
  await dialog.getByRole('button', { name, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
};

const buildOf = (page: Page, name: string, state?: string): Locator =>
  page.locator(`li[data-build*="${name}"]${state === undefined ? '' : `[data-state="${state}"]`}`);

describe('a rebuild', () => {
  test('is watched while ordering goes on, and is what is read in the end', async () => {
    const menuId = await aMenuOnSale(people, 2002);
    for (let times = 0; times < 12; times += 1)
      await written(
        given.system,
        'order-900001',
        Array.from({ length: 500 }, () => CookingStarted),
      );
    const page = await (await visitor({ as: 'operator' })).open('/operations/read-models');
    await page.getByRole('link', { name: 'orderBoard', exact: true }).click();
    await confirm(
      page,
      page.getByRole('button', { name: 'Rebuild', exact: true }),
      'Everybody keeps reading the one of now',
    );
    await page.getByRole('status').getByText('is under way').waitFor();
    const build = buildOf(page, '_b2');
    await build.getByText(/of 6,\d+ events, .* a second, about [\d.]+ (?:secs?|mins?) left$/).waitFor();

    // Until it is read, people order, and the bar moves.
    const shares = new Set<number>();
    const orders: number[] = [];
    while ((await build.getAttribute('data-state')) === 'building') {
      orders.push(await aPaidOrder(people, { storeId: 2002, menuId }));
      const bar = build.getByRole('progressbar');
      // None, once it is done.
      for (const share of await bar.evaluateAll((all: HTMLProgressElement[]) => all.map(({ value }) => value)))
        shares.add(share);
    }
    expect(orders.length).toBeGreaterThan(2);
    // What it has to handle grows as well, so a share may be a little less than the one before.
    expect(shares.size).toBeGreaterThan(2);
    expect([...shares].at(-1)).toBeGreaterThan(([...shares][0] ?? 1) + 0.3);
    await buildOf(page, '_b2', 'live').waitFor();
    await buildOf(page, '_b1', 'standby').waitFor();
    await page
      .getByRole('status')
      .getByText(/^orderBoard_v\d+_b2 is read now\.$/)
      .waitFor();
    // A fast machine makes more than a page of them.
    const board: number[] = [];
    for (let cursor: unknown = ''; cursor !== null;) {
      const list = `GET /orders?storeId=2002&limit=200${cursor === '' ? '' : `&cursor=${String(cursor)}`}`;
      const { items, nextCursor } = await people.ask('store:2002', 200, list);
      board.push(...(items as { orderId: number }[]).map(({ orderId }) => orderId));
      cursor = nextCursor;
    }
    expect(orders.filter((orderId) => !board.includes(orderId))).toEqual([]);
  });

  test('is verified, compared, gone back from, and its former build retired; each says what it means first', async () => {
    const page = await (await visitor({ as: 'operator' })).open('/operations/read-models/salesByDay');
    await confirm(page, page.getByRole('button', { name: 'Rebuild', exact: true }), 'stays as a way back');
    const [one, two] = [buildOf(page, '_b1'), buildOf(page, '_b2')];
    await buildOf(page, '_b2', 'live').waitFor();

    await two.getByRole('button', { name: 'Verify' }).click();
    await page.getByText(/^Verified: \d+ documents? of salesByDay_v\d+_b2 are as a fresh fold/).waitFor();
    await two.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.getByText(/^Compared: .* are the same as in salesByDay_v\d+_b1/).waitFor();
    await two.getByRole('button', { name: 'Compare every document' }).click();
    await page.getByText(/^Compared: .*; 0 of them judged by their hash/).waitFor();

    await confirm(page, page.getByRole('button', { name: 'Go back' }), 'nothing that happened since is missing');
    await buildOf(page, '_b1', 'live').waitFor();
    await confirm(page, two.getByRole('button', { name: 'Read this one' }), 'All reads go to this build at once');
    await buildOf(page, '_b2', 'live').waitFor();
    await confirm(page, one.getByRole('button', { name: 'Retire' }), 'It can’t be undone');
    await one.waitFor({ state: 'detached' });
    expect(await page.getByRole('button', { name: 'Go back' }).count()).toBe(0);
  });

  test('is cancelled, and refused in words where it can’t be read yet', async () => {
    const somebody = await visitor({ as: 'operator' });
    const page = await somebody.open('/operations/read-models/eventsByCorrelation');
    await confirm(page, page.getByRole('button', { name: 'Rebuild', exact: true }), 'Everybody keeps reading');
    const building = buildOf(page, '_b2', 'building');
    await building.getByRole('button', { name: 'Read this one' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Read this one' }).click();
    await dialog.getByRole('alert').getByText('This build is not complete yet.').waitFor();
    await dialog.getByRole('link', { name: 'Runbook: Rebuilding a read model' }).waitFor();
    await dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
    await confirm(
      page,
      building.getByRole('button', { name: 'Cancel the rebuild' }),
      'The build that is read is not touched',
    );
    await building.waitFor({ state: 'detached' });
    await buildOf(page, '_b1', 'live').waitFor();
    somebody.expectRefusals();
  });
});

describe('what is parked', () => {
  /** An event that says nothing about any store: no fold can take it. */
  const odd = { type: 'StoreStatusChanged', data: { status: 'CLOSED' } } as const;

  test('keeps a rebuild from being read, is shown with its content, tried again in vain, and skipped for good', async () => {
    await written(given.system, 'odd-1', [odd]);
    const somebody = await visitor({ as: 'operator' });
    const page = await somebody.open('/operations');
    await page
      .getByRole('status')
      .getByText(/event(s are| is) parked/)
      .waitFor();
    await page.goto(`${url()}/operations/read-models/stores`);
    await confirm(page, page.getByRole('button', { name: 'Rebuild', exact: true }), 'nothing of it is parked');
    await buildOf(page, '_b2').getByText('One event of it is parked').waitFor();

    await page.goto(`${url()}/operations/parked`);
    const parked = page.locator('[data-parked^="stores_"][data-parked*="_b1:"]');
    await parked.getByText('odd-1').waitFor();
    await parked.getByRole('link', { name: 'StoreStatusChanged' }).click();
    await page.getByRole('heading', { level: 1, name: /^Parked: StoreStatusChanged/ }).waitFor();
    await page.getByRole('region', { name: 'What the event says' }).getByText('"CLOSED"').first().waitFor();
    await confirm(page, page.getByRole('button', { name: 'Try again' }), 'If it fails again it stays parked');
    await page.getByRole('status').getByText('It was tried again and failed again').waitFor();
    expect(await seriousIn(page)).toEqual([]);

    await confirm(page, page.getByRole('button', { name: 'Skip' }), 'a rebuild skips the same event, in your name');
    await page.getByRole('status').getByText('is not parked any more').waitFor();
    // One decision for the version: the rebuild goes on without it, and is read.
    await page.goto(`${url()}/operations/read-models/stores`);
    await buildOf(page, '_b2', 'live').getByText('Skipped').waitFor();
    somebody.expectRefusals();
  });

  test('by a policy is shown with its content, tried again in vain, and recorded as done', async () => {
    await written(given.system, 'odd-2', [{ type: 'MenuOffered', data: {} }]);
    const somebody = await visitor({ as: 'operator' });
    const page = await somebody.open('/operations/parked');
    await page.locator('[data-parked^="policies:whenMenuOffered"]').getByRole('link', { name: 'MenuOffered' }).click();
    await page.getByRole('heading', { level: 1, name: /^Parked: MenuOffered/ }).waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('The policy reacts to this one event here and now').waitFor();
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await dialog.getByRole('alert').getByText('It failed again, and stays parked.').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await confirm(page, page.getByRole('button', { name: 'Skip' }), 'nothing follows from it any more');
    await page.getByRole('status').getByText('is not parked any more').waitFor();
    somebody.expectRefusals();
  });
});

test('accepting an event store that is accepted by now is no error: it is told that somebody else did', async () => {
  const somebody = await visitor({ as: 'operator' });
  // As if somebody else had been quicker: what this page was told is not so any more.
  const mismatch = {
    ...{ position: '0000000000000001-0000000000000001', expectedEventId: 'that-was-read', found: null },
    ...{ build: 'orderBoard_v4_b1', provenAt: new Date().toISOString(), floors: { menu: 1, cart: 1 } },
  };
  await somebody.context.route('**/ops/projections', async (route) => {
    const answer = await route.fetch();
    const told = (await answer.json()) as Record<string, unknown>;
    await route.fulfill({ response: answer, json: { ...told, log: { generation: 0, mismatch } } });
  });
  const page = await somebody.open('/operations/read-models');
  const alert = page.getByRole('alert');
  await alert.getByText('The event store is not the one that was read').waitFor();
  await alert.getByRole('link', { name: 'Runbook: Restoring from a backup' }).waitFor();
  await alert.getByRole('button', { name: 'Accept this event store' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('What only the lost one held is lost.').waitFor();
  await dialog.getByText('your name is written into the log').waitFor();
  await dialog.getByRole('button', { name: 'Accept this event store' }).click();
  await page.getByRole('status').getByText('Somebody else has accepted this event store already.').waitFor();
  expect(await dialog.count()).toBe(0);
  // It is looked at again every second, also as the test ends.
  await somebody.context.unrouteAll({ behavior: 'ignoreErrors' });
  somebody.expectRefusals();
});
