import { Link, Route, Switch, useLocation } from 'wouter-preact';
import { FoundDone } from '../ui/found-done.js';
import { later } from '../ui/later.js';
import { SHOP } from '../routes.js';
import { NotFound } from '../ui/not-found.js';
import './shop.css';
import type { StorePageProps } from './store-page.js';
import { Stores } from './stores.js';
import { shop } from './texts.js';

// Whoever does not begin at the checkout needs both, at once.
const StorePage = later<StorePageProps>(() => {
  if (!location.pathname.endsWith('/checkout')) import('./menu-and-cart.js').catch(() => undefined);
  return import('./store-page.js');
});
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
      <Route path={SHOP.orders} component={Orders} />
      <Route path={SHOP.order}>{({ id }) => <OrderPage key={id} orderId={Number(id)} />}</Route>
      <Route path={SHOP.store}>
        {({ id, step }) => <StorePage key={id} storeId={Number(id)} isCheckout={step !== undefined} />}
      </Route>
      <Route path={SHOP.stores} component={Stores} />
      <Route component={NotFound} />
    </Switch>
  </main>
);

export default Shop;
