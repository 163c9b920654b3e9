import { Link, Route, Switch, useLocation } from 'wouter-preact';
import { FoundDone } from '../ui/found-done.js';
import { later } from '../ui/later.js';
import { OFFICE } from '../routes.js';
import { NotFound } from '../ui/not-found.js';
import { MenuList } from './menus/menu-list.js';
import './office.css';
import { say } from './texts.js';

const MenuPage = later<{ readonly menuId: number }>(() => import('./menus/menu-page.js'));
const RegisterMenu = later(() => import('./menus/register-menu.js'));
const ReviseMenu = later<{ readonly menuId: number }>(() => import('./menus/revise-menu.js'));
const Sales = later(() => import('./sales/sales.js'));
const OrderList = later(() => import('./orders/order-list.js'));
const OrderPage = later<{ readonly orderId: number }>(() => import('./orders/order-page.js'));
const PaymentList = later(() => import('./payments/payment-list.js'));
const PaymentPage = later<{ readonly paymentId: number }>(() => import('./payments/payment-page.js'));
const Stores = later(() => import('./stores/stores.js'));

const TABS = [
  ['menus', '/office'],
  ['sales', '/office/sales'],
  ['orders', '/office/orders'],
  ['payments', '/office/payments'],
  ['stores', '/office/stores'],
] as const;

const Tabs = () => {
  const [path] = useLocation();
  const isAt = (of: string): boolean =>
    of === '/office' ? path === of || path.startsWith('/office/menus') : path.startsWith(of);
  return (
    <nav class="tabs" aria-label={say('parts')}>
      {TABS.map(([name, of]) => (
        <Link key={name} href={of} aria-current={isAt(of) ? 'page' : undefined}>
          {say(name)}
        </Link>
      ))}
    </nav>
  );
};

/** Head office: the menus and what the stores answered, sales, orders, payments and the stores. */
const Office = () => (
  <main id="content" class="office">
    <Tabs />
    <FoundDone />
    <Switch>
      <Route path={OFFICE.menus} component={MenuList} />
      <Route path={OFFICE.newMenu} component={RegisterMenu} />
      <Route path={OFFICE.revisedMenu}>{({ id }) => <ReviseMenu key={id} menuId={Number(id)} />}</Route>
      <Route path={OFFICE.menu}>{({ id }) => <MenuPage key={id} menuId={Number(id)} />}</Route>
      <Route path={OFFICE.sales} component={Sales} />
      <Route path={OFFICE.orders} component={OrderList} />
      <Route path={OFFICE.order}>{({ id }) => <OrderPage key={id} orderId={Number(id)} />}</Route>
      <Route path={OFFICE.payments} component={PaymentList} />
      <Route path={OFFICE.payment}>{({ id }) => <PaymentPage key={id} paymentId={Number(id)} />}</Route>
      <Route path={OFFICE.stores} component={Stores} />
      <Route component={NotFound} />
    </Switch>
  </main>
);

export default Office;
