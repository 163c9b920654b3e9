import './kitchen.css';
import { useMemo, useRef } from 'preact/hooks';
import { Link, Route, Switch, useLocation } from 'wouter-preact';
import { who } from '../session/current.js';
import { common } from '../texts/common.js';
import { FoundDone } from '../ui/found-done.js';
import { later } from '../ui/later.js';
import { BoardPage } from './board/board-page.js';
import { withoutDoubleTaps } from './double-tap.js';
import { texts } from './texts.js';

const MenusPage = later(() => import('./menus/menus-page.js'));
const SettingsPage = later(() => import('./settings/settings-page.js'));
const OrdersPage = later(() => import('./orders/orders-page.js'));

const TABS = [
  { path: '/kitchen', name: 'board' },
  { path: '/kitchen/menus', name: 'menus' },
  { path: '/kitchen/settings', name: 'settings' },
  { path: '/kitchen/orders', name: 'orders' },
] as const;

const Tabs = () => {
  const [path] = useLocation();
  return (
    <nav class="tabs" aria-label={texts('pages')}>
      {TABS.map((tab) => (
        <Link key={tab.path} href={tab.path} aria-current={tab.path === path ? 'page' : undefined}>
          {texts(tab.name)}
        </Link>
      ))}
    </nav>
  );
};

const NoStore = () => (
  <main id="content" class="narrow">
    <h1>{common('kitchen')}</h1>
    <p>{texts('noStore')}</p>
  </main>
);

/** Of the store that whoever is here works at. */
const Kitchen = () => {
  const storeId = who.value?.storeId ?? null;
  const main = useRef<HTMLElement>(null);
  const keepStraysOut = useMemo(withoutDoubleTaps, []);
  if (storeId === null) return <NoStore />;
  return (
    <main id="content" class="kitchen" ref={main} onClickCapture={keepStraysOut}>
      <Tabs />
      <FoundDone />
      <Switch>
        <Route path="/kitchen">
          <BoardPage storeId={storeId} screen={main} />
        </Route>
        <Route path="/kitchen/menus">
          <MenusPage storeId={storeId} />
        </Route>
        <Route path="/kitchen/settings">
          <SettingsPage storeId={storeId} />
        </Route>
        <Route path="/kitchen/orders">
          <OrdersPage storeId={storeId} />
        </Route>
        <Route>
          <h1>{common('notFound')}</h1>
          <Link href="/kitchen">{texts('board')}</Link>
        </Route>
      </Switch>
    </main>
  );
};

export default Kitchen;
