import { useEffect } from 'preact/hooks';
import { answered, api } from '../api/client.js';
import { useRead } from '../api/use-read.js';
import { useLive } from '../live/use-live.js';
import { later } from '../ui/later.js';
import { LiveState } from '../ui/live-state.js';
import { PageTitle } from '../ui/page-title.js';
import { Loading, ProblemNote } from '../ui/problem.js';
import type { CheckoutProps } from './checkout/checkout.js';
import type { StoreMenu } from './menu.js';
import type { MenuAndCartProps } from './menu-and-cart.js';
import { StoreTerms } from './store-terms.js';
import { shop } from './texts.js';
import { useCart } from './use-cart.js';
import { useStoreChanges } from './use-store-changes.js';

const Checkout = later<CheckoutProps>(() => import('./checkout/checkout.js'));
const MenuAndCart = later<MenuAndCartProps>(() => import('./menu-and-cart.js'));

export interface StorePageProps {
  readonly storeId: number;
  readonly isCheckout: boolean;
}

/** A store: what it sells and the customer's cart beside it, and the way to pay it. */
const StorePage = ({ storeId, isCheckout }: StorePageProps) => {
  const store = useRead(`store ${storeId}`, () =>
    answered(api.GET('/stores/{storeId}', { params: { path: { storeId } } })),
  );
  const menus = useLive<StoreMenu>(`menus:${storeId}`);
  const used = useCart(storeId);
  const both = { reload: async () => void (await Promise.all([store.reload(), used.reload()])) };
  useStoreChanges(both, store.data.value ? [store.data.value] : [], storeId);
  const refused = used.add.problem.value;
  useEffect(() => {
    if (refused) void store.reload();
  }, [refused]);
  const known = menus.documents.value;
  const isThere = known.size > 0 || menus.isCurrent.value;
  if (store.problem.value && !store.data.value)
    return <ProblemNote of={store.problem.value} onRetry={() => void store.reload()} />;
  const storeName = store.data.value?.storeName ?? '\u00a0';
  return (
    <>
      <div class="store-head">
        {isCheckout ? <h1>{storeName}</h1> : <PageTitle>{storeName}</PageTitle>}
        {store.data.value ? <StoreTerms store={store.data.value} /> : <Loading />}
        {store.data.value?.openNow === false && store.data.value.status === 'OPEN' && (
          <p class="soft">{shop('closedNow')}</p>
        )}
        <LiveState isCurrent={menus.isCurrent.value || !isThere} />
      </div>
      {isCheckout ? (
        store.data.value && (
          <Checkout store={store.data.value} used={used} menus={known} onRefused={() => void store.reload()} />
        )
      ) : (
        <MenuAndCart menus={menus} used={used} store={store.data.value} />
      )}
    </>
  );
};

export default StorePage;
