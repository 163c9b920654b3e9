import './kitchen.css';
import { useMemo, useRef } from 'preact/hooks';
import { Link, Route, Switch, useLocation } from 'wouter-preact';
import { KITCHEN } from '../routes.js';
import { who } from '../session/current.js';
import { common } from '../texts/common.js';
import { FoundDone } from '../ui/found-done.js';
import { later } from '../ui/later.js';
import { PageTitle } from '../ui/page-title.js';
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
    <PageTitle>{common('kitchen')}</PageTitle>
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
        <Route path={KITCHEN.board}>
          <BoardPage storeId={storeId} screen={main} />
        </Route>
        <Route path={KITCHEN.menus}>
          <MenusPage storeId={storeId} />
        </Route>
        <Route path={KITCHEN.settings}>
          <SettingsPage storeId={storeId} />
        </Route>
        <Route path={KITCHEN.orders}>
          <OrdersPage storeId={storeId} />
        </Route>
        <Route>
          <PageTitle>{common('notFound')}</PageTitle>
          <Link href="/kitchen">{texts('board')}</Link>
        </Route>
      </Switch>
    </main>
  );
};

export default Kitchen;
