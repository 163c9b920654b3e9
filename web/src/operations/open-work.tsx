import { Link } from 'wouter-preact';
import { answered, api } from '../api/client.js';
import { ago, number } from '../texts/formats.js';
import { PageTitle } from '../ui/page-title.js';
import { Loading } from '../ui/problem.js';
import { clock, span } from './formats.js';
import { LookProblem, useLook } from './look.js';
import { texts } from './open-work.texts.js';
import { RunbookLink } from './runbook-link.js';
import type { RunbookPlace } from './runbook-links.js';
import { pathOfStream } from './stream-names.js';
import { ops } from './texts.js';

const ask = () => answered(api.GET('/ops/policies'));
type Work = Awaited<ReturnType<typeof ask>>;
type Kind = NonNullable<Work['openWork']>[number];
type Group = NonNullable<Work['groups']>[number];

const RUNBOOKS: Readonly<Record<Kind['kind'], RunbookPlace>> = {
  HELD_ADD: 'open-work#held-adds',
  PAYMENT_OPEN: 'stuck-payment',
  PAYMENT_UNKNOWN: 'stuck-payment',
  REFUND_WAITING: 'stuck-payment#what-to-do',
  REFUND_FAILED: 'stuck-payment#what-to-do',
  ORDER_UNANSWERED: 'open-work#orders-that-wait-for-their-store',
  PLACE_TAKEN: 'open-work#places-that-are-kept',
};

/** What tells until when it may last; of the others it is told since when it does. */
const UNTIL: readonly Kind['kind'][] = ['HELD_ADD', 'ORDER_UNANSWERED'];

/** Nothing to worry about, however many there are. */
const ORDINARY: readonly Kind['kind'][] = [
  'PAYMENT_OPEN',
  'ORDER_UNANSWERED',
  'PLACE_TAKEN',
  'HELD_ADD',
  'REFUND_WAITING',
];

const toneOf = ({ kind, count }: Kind): string => (count === 0 ? 'good' : ORDINARY.includes(kind) ? '' : 'bad');

const KindCard = ({ of }: { readonly of: Kind }) => (
  <li class="card" data-kind={of.kind} data-count={of.count}>
    <div class="row spread">
      <h2>{texts(of.kind)}</h2>
      <span class={`tag ${toneOf(of)}`}>
        {of.count === 0 ? texts('none') : of.isAll ? number(of.count) : texts('moreThan', { n: number(of.count) })}
      </span>
    </div>
    <p class="soft small">{texts(`${of.kind}_is`)}</p>
    {of.first.length > 0 && (
      <ul>
        {of.first.map(({ stream, storeId, at }) => (
          <li key={`${stream} ${at}`}>
            <Link href={pathOfStream(stream)}>{stream}</Link>{' '}
            <span class="soft small">
              {texts('atStore', { store: storeId })}
              {at && `, ${texts(UNTIL.includes(of.kind) ? 'until' : 'since', { when: ago(at) })}`}
            </span>
          </li>
        ))}
      </ul>
    )}
    {of.count > of.first.length && <p class="small">{texts('andMore', { n: of.count - of.first.length })}</p>}
    <RunbookLink place={RUNBOOKS[of.kind]} />
  </li>
);

const Erasures = ({ of: { waiting, oldest } }: { readonly of: Work['erasures'] }) => (
  <section class="card" aria-labelledby="erasures">
    <h2 id="erasures">{texts('erasures')}</h2>
    <p>
      {waiting === 0 ? texts('erasuresNone') : texts('erasuresWaiting', { n: waiting })}
      {oldest && `, ${texts('erasuresOldest', { when: ago(oldest) })}`}
    </p>
    <p class="row">
      <Link href="/operations/erasures">{texts('toErasures')}</Link>
      <RunbookLink place="open-work#erasures-that-wait" />
    </p>
  </section>
);

const lagOf = ({ lagSeconds }: Group): string => (lagSeconds === null ? texts('inOtherHands') : span(lagSeconds));

const Policies = ({ of }: { readonly of: readonly Group[] }) => (
  <div class="scrolls" tabIndex={0} role="region" aria-labelledby="policies">
    <table>
      <thead>
        <tr>
          <th scope="col">{texts('policy')}</th>
          {(['waiting', 'lag', 'members', 'parked'] as const).map((name) => (
            <th key={name} scope="col" class="number">
              {texts(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {of.map((group) => (
          <tr key={group.policy} data-policy={group.policy}>
            <th scope="row">{group.policy}</th>
            <td class="number">{number(group.waiting)}</td>
            <td class="number">{lagOf(group)}</td>
            <td class={`number ${group.members === 0 ? 'bad' : ''}`}>{number(group.members)}</td>
            <td class="number">
              {group.parked > 0 ? <Link href="/operations/parked">{number(group.parked)}</Link> : number(0)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

/** What has begun and is not finished, and how far the policies are that finish it. */
const OpenWork = () => {
  const look = useLook('open work', ask);
  const work = look.data.value;
  return (
    <>
      <div class="row spread">
        <PageTitle>{texts('title')}</PageTitle>
        <RunbookLink place="open-work" />
      </div>
      <p class="lead">{texts('lead')}</p>
      <LookProblem of={look} />
      {!work && !look.problem.value && <Loading />}
      {work && (
        <div class="stack">
          {work.openWork ? (
            <ul class="cards wide plain-list">
              {work.openWork.map((kind) => (
                <KindCard key={kind.kind} of={kind} />
              ))}
            </ul>
          ) : (
            <p class="problem">{texts('awayModels')}</p>
          )}
          <Erasures of={work.erasures} />
          <section>
            <div class="row spread">
              <h2 id="policies">{texts('policies')}</h2>
              <RunbookLink place="open-work#policies-that-are-late" />
            </div>
            {work.groups ? <Policies of={work.groups} /> : <p class="problem">{texts('awayGroups')}</p>}
          </section>
          {look.at && <p class="soft small">{ops('lookedAt', { time: clock(look.at) })}</p>}
        </div>
      )}
    </>
  );
};

export default OpenWork;
