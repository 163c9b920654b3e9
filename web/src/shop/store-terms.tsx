import type { Schema } from '../api/client.js';
import { money, when } from '../texts/formats.js';
import { shop } from './texts.js';

export type Store = Schema<'StoreView'>;

const closedInWords = ({ status, until, opensAt }: Store): string => {
  const at = opensAt ?? until;
  if (status === 'OPEN' || status === 'CLOSED') return at === null ? shop('paused') : shop('opens', { at: when(at) });
  return at === null ? shop('paused') : shop('pausedUntil', { at: when(at) });
};

/** Whether it is open, what a delivery costs, from what amount on, and how long it takes. */
export const StoreTerms = ({ store }: { readonly store: Store }) => (
  <ul class="terms plain-list">
    <li>
      {store.openNow ? (
        <span class="tag good">
          {store.closesAt === null ? shop('open') : shop('openUntil', { at: when(store.closesAt) })}
        </span>
      ) : (
        <span class="tag warn">
          {shop('closed')} · {closedInWords(store)}
        </span>
      )}
    </li>
    <li>{store.deliveryFee === 0 ? shop('noFee') : shop('fee', { fee: money(store.deliveryFee) })}</li>
    <li>{store.minimumOrder === 0 ? shop('noMinimum') : shop('minimum', { minimum: money(store.minimumOrder) })}</li>
    <li>{shop('minutes', { n: store.preparationMinutes })}</li>
  </ul>
);
