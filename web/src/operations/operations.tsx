import './operations.css';
import { Link, Route, Switch, useLocation } from 'wouter-preact';
import { OPERATIONS } from '../routes.js';
import { FoundDone } from '../ui/found-done.js';
import { later } from '../ui/later.js';
import { NotFound } from '../ui/not-found.js';
import { Overview } from './overview.js';
import { ops } from './texts.js';

const TABS = [
  ['overview', '/operations'],
  ['readModels', '/operations/read-models'],
  ['parked', '/operations/parked'],
  ['events', '/operations/events'],
  ['openWork', '/operations/open-work'],
  ['payments', '/operations/payments'],
  ['erasures', '/operations/erasures'],
  ['runbooks', '/operations/runbooks'],
] as const;

const ReadModels = later(() => import('./read-models.js'));
const ReadModelPage = later(() => import('./read-model.js'));
const Parked = later(() => import('./parked.js'));
const ParkedMessagePage = later(() => import('./parked-message.js'));
const Events = later(() => import('./events.js'));
const Timeline = later(() => import('./timeline.js'));
const Correlation = later(() => import('./correlation.js'));
const OpenWork = later(() => import('./open-work.js'));
const Payments = later(() => import('./payments.js'));
const Erasures = later(() => import('./erasures.js'));
const Runbooks = later(() => import('./runbooks.js'));

const Operations = () => {
  const [path] = useLocation();
  const isHere = (href: string): boolean => (href === '/operations' ? path === href : path.startsWith(href));
  return (
    <main id="content" class="operations">
      <nav class="tabs" aria-label={ops('parts')}>
        {TABS.map(([name, href]) => (
          <Link key={name} href={href} aria-current={isHere(href) ? 'page' : undefined}>
            {ops(name)}
          </Link>
        ))}
      </nav>
      <FoundDone />
      <Switch>
        <Route path={OPERATIONS.readModels} component={ReadModels} />
        <Route<{ name: string }> path={OPERATIONS.readModel}>
          {({ name }) => <ReadModelPage key={name} name={name} />}
        </Route>
        <Route path={OPERATIONS.parked} component={Parked} />
        <Route<{ id: string }> path={OPERATIONS.parkedMessage}>
          {({ id }) => <ParkedMessagePage key={id} id={decodeURIComponent(id)} />}
        </Route>
        <Route path={OPERATIONS.events} component={Events} />
        <Route<{ stream: string }> path={OPERATIONS.timeline}>
          {({ stream }) => <Timeline key={stream} stream={decodeURIComponent(stream)} />}
        </Route>
        <Route<{ id: string }> path={OPERATIONS.caused}>
          {({ id }) => <Correlation key={id} id={decodeURIComponent(id)} />}
        </Route>
        <Route path={OPERATIONS.openWork} component={OpenWork} />
        <Route path={OPERATIONS.payments} component={Payments} />
        <Route path={OPERATIONS.erasures} component={Erasures} />
        <Route path={OPERATIONS.runbooks}>{({ name }) => <Runbooks key={name} name={name} />}</Route>
        <Route path={OPERATIONS.overview} component={Overview} />
        <Route component={NotFound} />
      </Switch>
    </main>
  );
};

export default Operations;
