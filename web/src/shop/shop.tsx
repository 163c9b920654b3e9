import { Link, Route, Switch, useLocation } from 'wouter-preact';
import { FoundDone } from '../ui/found-done.js';
import { later } from '../ui/later.js';
import { NotFound, Numbered } from '../ui/not-found.js';
import './shop.css';
import type { StorePageProps } from './store-page.js';
import { Stores } from './stores.js';
import { shop } from './texts.js';

const StorePage = later<StorePageProps>(() => import('./store-page.js'));
const Orders = later(() => import('./orders/orders.js'));
const OrderPage = later<{ readonly orderId: number }>(() => import('./orders/order-page.js'));

const Tabs = () => {
  const [path] = useLocation();
  const isOrders = path.startsWith('/shop/orders');
  return (
    <nav class="tabs" aria-label={shop('stores')}>
      <Link href="/shop" aria-current={isOrders ? undefined : 'page'}>
        {shop('stores')}
      </Link>
      <Link href="/shop/orders" aria-current={isOrders ? 'page' : undefined}>
        {shop('myOrders')}
      </Link>
    </nav>
  );
};

/** Where customers choose a store, fill a cart, order, and follow what they ordered. */
const Shop = () => (
  <main id="content" class="shop">
    <Tabs />
    <FoundDone />
    <Switch>
      <Route path="/shop/orders" component={Orders} />
      <Route path="/shop/orders/:id">
        {({ id }) => <Numbered id={id}>{(number) => <OrderPage key={id} orderId={number} />}</Numbered>}
      </Route>
      <Route path="/shop/:id/:step?">
        {({ id, step = '' }) =>
          ['', 'checkout'].includes(step) ? (
            <Numbered id={id}>
              {(number) => <StorePage key={id} storeId={number} isCheckout={step === 'checkout'} />}
            </Numbered>
          ) : (
            <NotFound />
          )
        }
      </Route>
      <Route path="/shop" component={Stores} />
      <Route component={NotFound} />
    </Switch>
  </main>
);

export default Shop;
