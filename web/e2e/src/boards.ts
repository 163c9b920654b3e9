import type { Page } from 'playwright-core';

export const column = (page: Page, name: string) => page.getByRole('region', { name });
export const ticket = (page: Page, number: number) =>
  page.getByRole('article', { name: `Order ${number}`, exact: true });
export const upToDate = (page: Page) => page.locator('.board [data-current=true]').waitFor({ state: 'attached' });
export const numbersIn = (page: Page, name: string) =>
  column(page, name).getByRole('article').getByRole('heading').allTextContents();
