import { Link } from 'wouter-preact';
import { allOf, answered, api } from '../api/client.js';
import { useRead } from '../api/use-read.js';
import { PageTitle } from '../ui/page-title.js';
import { Loading, ProblemNote } from '../ui/problem.js';
import { type Store, StoreTerms } from './store-terms.js';
import { shop } from './texts.js';
import { useStoreChanges } from './use-store-changes.js';

/** Open first, then those that open soonest; what never opens comes last. */
const inOrder = (a: Store, b: Store): number =>
  Number(b.openNow) - Number(a.openNow) ||
  (a.openNow ? 0 : Date.parse(a.opensAt ?? '9999-12-31') - Date.parse(b.opensAt ?? '9999-12-31')) ||
  a.storeId - b.storeId;

/** The first thing a customer chooses. */
export const Stores = () => {
  const read = useRead('stores', () =>
    allOf((cursor) => answered(api.GET('/stores', { params: { query: { limit: 200, ...(cursor && { cursor }) } } }))),
  );
  const { data, problem, reload } = read;
  const stores = data.value;
  useStoreChanges(read, stores ?? []);
  return (
    <>
      <PageTitle>{shop('chooseStore')}</PageTitle>
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
