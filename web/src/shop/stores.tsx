import { Link } from 'wouter-preact';
import { allOf, answered, api, type Schema } from '../api/client.js';
import { useEvery, useRead } from '../api/use-read.js';
import { money, when } from '../texts/formats.js';
import { Loading, ProblemNote } from '../ui/problem.js';
import { shop } from './texts.js';

type Store = Schema<'StoreView'>;

/** Nobody tells when a store opens or takes a pause. Milliseconds. */
export const LOOK_EVERY = 20_000;

/** Open first, then those that open soonest; what never opens comes last. */
const inOrder = (a: Store, b: Store): number =>
  Number(b.openNow) - Number(a.openNow) ||
  (a.openNow ? 0 : Date.parse(a.opensAt ?? '9999-12-31') - Date.parse(b.opensAt ?? '9999-12-31')) ||
  a.storeId - b.storeId;

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

/** The first thing a customer chooses. */
export const Stores = () => {
  const { data, problem, reload } = useRead('stores', () =>
    allOf((cursor) => answered(api.GET('/stores', { params: { query: { limit: 200, ...(cursor && { cursor }) } } }))),
  );
  useEvery(LOOK_EVERY, reload);
  const stores = data.value;
  return (
    <>
      <h1>{shop('chooseStore')}</h1>
      <ProblemNote of={problem.value} onRetry={() => void reload()} />
      {!stores && !problem.value && <Loading />}
      {stores?.length === 0 && <p>{shop('noStores')}</p>}
      <ul class="stores plain-list">
        {stores?.toSorted(inOrder).map((store) => (
          <li key={store.storeId}>
            <Link href={`/shop/${store.storeId}`} class={store.openNow ? 'store card' : 'store card is-closed'}>
              <h2>{store.storeName}</h2>
              {store.address !== '' && <p class="soft">{store.address}</p>}
              <StoreTerms store={store} />
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
};
