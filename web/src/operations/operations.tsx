import './operations.css';
import { Link, Route, Switch, useLocation } from 'wouter-preact';
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
        <Route path="/operations/read-models" component={ReadModels} />
        <Route path="/operations/read-models/:name">{({ name }) => <ReadModelPage key={name} name={name} />}</Route>
        <Route path="/operations/parked" component={Parked} />
        <Route path="/operations/parked/:id">
          {({ id }) => <ParkedMessagePage key={id} id={decodeURIComponent(id)} />}
        </Route>
        <Route path="/operations/events" component={Events} />
        <Route path="/operations/events/stream/:stream">
          {({ stream }) => <Timeline key={stream} stream={decodeURIComponent(stream)} />}
        </Route>
        <Route path="/operations/events/caused/:id">
          {({ id }) => <Correlation key={id} id={decodeURIComponent(id)} />}
        </Route>
        <Route path="/operations/open-work" component={OpenWork} />
        <Route path="/operations/payments" component={Payments} />
        <Route path="/operations/erasures" component={Erasures} />
        <Route path="/operations/runbooks/:name?">{({ name }) => <Runbooks key={name} name={name} />}</Route>
        <Route path="/operations" component={Overview} />
        <Route component={NotFound} />
      </Switch>
    </main>
  );
};

export default Operations;
