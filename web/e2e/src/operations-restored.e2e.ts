import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { givenBrowser, seriousIn } from './browser.js';
import { aMenuOnSale, aPaidOrder, givenSystem } from './system.js';

const given = givenSystem();
const { url, people } = given;
const { visitor } = givenBrowser(url);

/** While nobody writes, what it has is copied; then it goes on. */
const copied = (folder: string): string => {
  const pid = given.system.pidOf('eventstore');
  process.kill(pid, 'SIGSTOP');
  cpSync(folder, `${folder}.backup`, { recursive: true });
  process.kill(pid, 'SIGCONT');
  return `${folder}.backup`;
};

/** The copy stands in its place when the event store is started again, as it is at once. */
const putBack = (folder: string, backup: string): void => {
  const pid = given.system.pidOf('eventstore');
  process.kill(pid, 'SIGSTOP');
  rmSync(folder, { recursive: true });
  cpSync(backup, folder, { recursive: true });
  process.kill(pid, 'SIGKILL');
};

test('an event store that was put back is told and accepted, and its read models are built anew from the page', async () => {
  const menuId = await aMenuOnSale(people, 2002);
  const kept = await aPaidOrder(people, { storeId: 2002, menuId });
  const folder = join(given.system.dataDir, 'eventstore');
  const backup = copied(folder);
  await aPaidOrder(people, { storeId: 2002, menuId });
  const somebody = await visitor({ as: 'operator' });
  const page = await somebody.open('/operations');
  await page.getByText('Nothing needs you').waitFor();
  putBack(folder, backup);

  page.setDefaultTimeout(40_000);
  const told = page.locator('[data-kind="LOG_MISMATCH"]');
  await told.getByText('The event store is not the one that was read.').waitFor();
  await told.getByRole('link', { name: 'Runbook: Restoring from a backup' }).waitFor();
  await told.getByRole('link', { name: 'Look' }).click();
  const alert = page.getByRole('alert');
  expect(await seriousIn(page)).toEqual([]);
  await alert.getByRole('button', { name: 'Accept this event store' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('What only the lost one held is lost.').waitFor();
  await dialog.getByText('your name is written into the log').waitFor();
  await dialog.getByRole('button', { name: 'Accept this event store' }).click();
  await page
    .getByRole('status')
    .getByText(/^Accepted\. .* made anew\.$/)
    .waitFor();
  await alert.waitFor({ state: 'detached' });

  // What was folded from the lost part is stranded, until it is built anew.
  const model = page.locator('[data-model="orderBoard"]');
  await model.getByText('stranded').waitFor();
  await page.getByRole('button', { name: 'Rebuild all' }).click();
  await dialog.getByRole('button', { name: 'Rebuild all' }).click();
  await page.getByRole('status').getByText('14 rebuilds were begun.').waitFor();
  await model.getByText(/_b2$/).waitFor();
  const { items } = await people.ask('store:2002', 200, 'GET /orders?storeId=2002', undefined, {
    'X-Event-Position': '',
  });
  expect((items as { orderId: number }[]).map(({ orderId }) => orderId)).toEqual([kept]);
  somebody.expectRefusals();
});
