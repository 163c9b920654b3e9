import { Link } from 'wouter-preact';
import type { Schema } from '../api/client.js';
import { ago } from '../texts/formats.js';
import { PageTitle } from '../ui/page-title.js';
import { Loading } from '../ui/problem.js';
import { type Look, LookProblem, useLook } from './look.js';
import { parkedDeliveries, parkedEvents } from './parked-api.js';
import { texts } from './parked.texts.js';
import { RunbookLink } from './runbook-link.js';
import type { RunbookPlace } from './runbook-links.js';
import { isStreamName, pathOfStream } from './stream-names.js';

type Message = Schema<'ParkedMessage'>;

const Item = ({ of }: { readonly of: Message }) => (
  <li class="card parked" data-parked={of.id}>
    <div class="row spread">
      <h3>
        <Link href={`/operations/parked/${encodeURIComponent(of.id)}`}>{of.type}</Link>
      </h3>
      {of.asked && <span class="tag warn">{texts('asked')}</span>}
    </div>
    <dl class="facts">
      <div>
        <dt>{texts('of')}</dt>
        <dd>{of.of}</dd>
      </div>
      <div>
        <dt>{texts('about')}</dt>
        <dd>{isStreamName(of.stream) ? <Link href={pathOfStream(of.stream)}>{of.stream}</Link> : of.stream}</dd>
      </div>
      <div>
        <dt>{texts('since')}</dt>
        <dd>{ago(of.parkedAt)}</dd>
      </div>
      <div>
        <dt>{texts('reason')}</dt>
        <dd>
          <code>{of.reason}</code>
        </dd>
      </div>
    </dl>
  </li>
);

interface ListProps {
  readonly id: string;
  readonly title: string;
  readonly of: Look<readonly Message[]>;
  readonly runbook: RunbookPlace;
}

const List = ({ id, title, of, runbook }: ListProps) => {
  const messages = of.data.value;
  return (
    <section aria-labelledby={id}>
      <div class="row spread">
        <h2 id={id}>{title}</h2>
        <RunbookLink place={runbook} />
      </div>
      <LookProblem of={of} />
      {!messages && !of.problem.value && <Loading />}
      {messages?.length === 0 && <p class="well">{texts('none')}</p>}
      <ul class="plain-list stack">
        {messages?.map((message) => (
          <Item key={message.id} of={message} />
        ))}
      </ul>
    </section>
  );
};

/** All that was put aside, by read models and by policies. */
const ParkedPage = () => {
  const events = useLook('parked events', parkedEvents);
  const deliveries = useLook('parked deliveries', parkedDeliveries);
  return (
    <>
      <PageTitle>{texts('title')}</PageTitle>
      <p class="lead">{texts('lead')}</p>
      <div class="stack">
        <List id="events" title={texts('events')} of={events} runbook="parked-events#projections" />
        <List id="deliveries" title={texts('deliveries')} of={deliveries} runbook="parked-events#policies" />
      </div>
    </>
  );
};

export default ParkedPage;
