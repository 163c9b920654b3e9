import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { Link, Route, Switch, useLocation } from 'wouter-preact';
import { type Area, AREAS } from './areas.js';
import { Home } from './home.js';
import { Header } from './header.js';
import { START } from './routes.js';
import { asksForSignIn, hasRole, signIn, who } from './session/current.js';
import { tryTo } from './session/trouble.js';
import { common } from './texts/common.js';
import { language } from './texts/texts.js';
import { later } from './ui/later.js';
import { NotFound } from './ui/not-found.js';
import { PageTitle, pageTitle, useNavigation } from './ui/page-title.js';

const PAGES: Readonly<Record<Area['name'], ComponentType>> = {
  shop: later(() => import('./shop/shop.js')),
  kitchen: later(() => import('./kitchen/kitchen.js')),
  office: later(() => import('./office/office.js')),
  operations: later(() => import('./operations/operations.js')),
};

const ROLE_NAMES = {
  customer: 'roleCustomer',
  store: 'roleStore',
  admin: 'roleAdmin',
  operator: 'roleOperator',
} as const;

/** For whoever is here and may not be, in words. */
const Forbidden = ({ area }: { readonly area: Area }) => {
  const you = who.value?.roles.map((role) => common(ROLE_NAMES[role])).join(', ') ?? common('nobody');
  return (
    <main id="content" class="narrow">
      <PageTitle>{common('forbidden')}</PageTitle>
      <p>{common('forbiddenWhy', { who: common(ROLE_NAMES[area.role]), you })}</p>
      {asksForSignIn && !who.value && (
        <p>
          <button type="button" class="main" onClick={() => tryTo(signIn)}>
            {common('signIn')}
          </button>
        </p>
      )}
      <p>
        <Link href="/">{common('toStart')}</Link>
      </p>
    </main>
  );
};

const Nowhere = () => (
  <main id="content" class="narrow">
    <NotFound />
  </main>
);

const AreaPage = ({ area }: { readonly area: Area }) => {
  const Page = PAGES[area.name];
  if (!hasRole(area.role)) return <Forbidden area={area} />;
  return <Page key={who.value?.id} />;
};

export const App = () => {
  const [path] = useLocation();
  const area = AREAS.find(({ path: prefix }) => path === prefix || path.startsWith(`${prefix}/`));
  useEffect(() => {
    document.documentElement.lang = language.value;
    const names = [pageTitle.value, area && common(area.name), common('doremi')];
    document.title = [...new Set(names.filter((name) => name))].join(' · ');
  }, [language.value, pageTitle.value, area]);
  useNavigation(path);
  return (
    <>
      <a class="skip" href="#content">
        {common('skip')}
      </a>
      <Header area={area} />
      <Switch>
        <Route path={START} component={Home} />
        {AREAS.map((one) => (
          <Route key={one.name} path={`${one.path}/*?`}>
            <AreaPage area={one} />
          </Route>
        ))}
        <Route component={Nowhere} />
      </Switch>
    </>
  );
};
