import { setTimeout as pause } from 'node:timers/promises';
import { Seeded } from '../seeded.js';
import { Client, Unanswered } from './client.js';
import { visit } from './customer.js';
import { StoreWorkload } from './store.js';
import { openStores, STORES } from './menus.js';
import type { Acknowledged } from './acknowledged.js';

/** Between two visits of one customer; milliseconds. */
const THINKS = [0, 400] as const;

interface Workload {
  /** Of the gateway. */
  readonly url: string;
  readonly seed: number;
  readonly customers: number;
  /** What everybody is told is noted here, as it comes. */
  readonly acknowledged: Acknowledged;
}

/** Customers who order and stores that deliver, until `closing`; resolves when everybody has a definite answer. */
export const runWorkload = async (
  { url, seed, customers, acknowledged }: Workload,
  closing: AbortSignal,
): Promise<void> => {
  const menus = await openStores(url, acknowledged);
  const headOffice = new Client(url, 'admin', acknowledged);

  const live = async (number: number): Promise<void> => {
    const name = `chaos-${number}`;
    const random = new Seeded('customer', seed, number);
    const person = {
      name,
      client: new Client(url, `customer:${name}`, acknowledged),
      headOffice,
      random,
      menus,
      acknowledged,
    };
    for (let visits = 1; !closing.aborted; visits++) {
      await visit(person, visits).catch(noted);
      await pause(random.between(...THINKS));
    }
  };

  const storesClose = new AbortController();
  const stores = STORES.map((storeId) => new StoreWorkload(storeId, seed, url, acknowledged).work(storesClose.signal));
  await Promise.all(Array.from({ length: customers }, (_, index) => live(index + 1)));
  storesClose.abort();
  await Promise.all(stores.map((store) => store.catch(noted)));
};

/** That there was no answer is noted by the client, and a finding. */
const noted = (error: unknown): void => {
  if (!(error instanceof Unanswered)) throw error;
};
