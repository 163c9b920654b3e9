import { setTimeout as pause } from 'node:timers/promises';
import { Seeded } from '../seeded.js';
import { Client, Unanswered } from './client.js';
import { visit } from './customer.js';
import { Kitchen } from './kitchen.js';
import { openKitchens, STORES } from './menus.js';
import type { Told } from './told.js';

/** Between two visits of one customer; milliseconds. */
const THINKS = [0, 400] as const;

interface Town {
  /** Of the gateway. */
  readonly url: string;
  readonly seed: number;
  readonly customers: number;
  /** What everybody is told is noted here, as it comes. */
  readonly told: Told;
}

/** Customers who order and stores that deliver, until `closing`; resolves when everybody has a definite answer. */
export const liveIn = async ({ url, seed, customers, told }: Town, closing: AbortSignal): Promise<void> => {
  const menus = await openKitchens(url, told);
  const headOffice = new Client(url, 'admin', told);

  const live = async (number: number): Promise<void> => {
    const name = `chaos-${number}`;
    const random = new Seeded('customer', seed, number);
    const person = { name, client: new Client(url, `customer:${name}`, told), headOffice, random, menus, told };
    for (let visits = 1; !closing.aborted; visits++) {
      await visit(person, visits).catch(noted);
      await pause(random.between(...THINKS));
    }
  };

  const kitchensClose = new AbortController();
  const kitchens = STORES.map((storeId) => new Kitchen(storeId, seed, url, told).work(kitchensClose.signal));
  await Promise.all(Array.from({ length: customers }, (_, index) => live(index + 1)));
  kitchensClose.abort();
  await Promise.all(kitchens.map((kitchen) => kitchen.catch(noted)));
};

/** That there was no answer is noted by the client, and a finding. */
const noted = (error: unknown): void => {
  if (!(error instanceof Unanswered)) throw error;
};
