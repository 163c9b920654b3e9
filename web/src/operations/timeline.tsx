import { useEffect, useRef, useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { answered, api, type Schema } from '../api/client.js';
import { type Problem, problemOf } from '../api/problem.js';
import { listed } from '../texts/formats.js';
import { PageTitle } from '../ui/page-title.js';
import { Loading } from '../ui/problem.js';
import { useQuery } from '../ui/use-query.js';
import { rowsOf } from './changes.js';
import { roleInWords, texts } from './events.texts.js';
import { Fields } from './fields.js';
import { moment } from './formats.js';
import { OpsProblem } from './look.js';
import { RunbookLink } from './runbook-link.js';
import { pathOfCorrelation, pathOfStream } from './stream-names.js';

type TimelineEvent = Schema<'TimelineEvent'>;

const PAGE = 50;

interface Loaded {
  readonly items: readonly TimelineEvent[];
  /** Null at the end. */
  readonly next: string | null;
  /** What the page that was read last was asked for by: what happens later comes with it. */
  readonly last: string | null;
  /** How many happened since, where somebody looked again. */
  readonly since: number | null;
}

const NOTHING: Loaded = { items: [], next: null, last: null, since: null };

/** The events of a stream, page by page; up to the one at `revision` at first. Nothing that is shown is ever taken away. */
const useTimeline = (stream: string, revision: number) => {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const page = (cursor: string | null) =>
    answered(
      api.GET('/events/timeline', { params: { query: { stream, limit: PAGE, ...(cursor !== null && { cursor }) } } }),
    );
  const load = async (): Promise<void> => {
    if (isBusy) return;
    setBusy(true);
    try {
      const from = loaded ?? NOTHING;
      const wanted = loaded ? (from.items.at(-1)?.revision ?? 0) + 1 : revision;
      let { items, next, last } = from;
      do {
        // At the end, the last page is read again: events only ever follow.
        last = next ?? last;
        const read = await page(last);
        const shown = items.at(-1)?.revision ?? -1;
        [items, next] = [[...items, ...read.items.filter((one) => one.revision > shown)], read.nextCursor];
      } while (next !== null && (items.at(-1)?.revision ?? 0) < wanted);
      setLoaded({ items, next, last, since: loaded && from.next === null ? items.length - from.items.length : null });
      setProblem(null);
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  useEffect(() => void load(), [stream]);
  return { loaded, problem, isBusy, load };
};

const Change = ({ of, before }: { readonly of: TimelineEvent; readonly before: TimelineEvent | undefined }) => {
  if (of.state === null) return <p class="soft small">{texts('noState')}</p>;
  // Where there was nothing before, all of it is new: that is no change that somebody looks for.
  const isFirst = !before?.state;
  const rows = isFirst ? rowsOf(of.state) : rowsOf(of.state, before.state);
  const changed = rows.filter(({ kind }) => kind !== 'same');
  return (
    <>
      {!isFirst && <h3>{texts('changed')}</h3>}
      {!isFirst && changed.length === 0 && <p class="soft small">{texts('nothingChanged')}</p>}
      {changed.length > 0 && <Fields of={changed} isChange label={`${texts('changed')}: ${of.type}`} />}
      <details>
        <summary>{texts(isFirst ? 'firstState' : 'state')}</summary>
        <Fields of={rows} isChange={!isFirst} label={`${texts('state')}: ${of.type}`} />
      </details>
    </>
  );
};

interface MomentProps {
  readonly of: TimelineEvent;
  readonly before: TimelineEvent | undefined;
  /** Whether somebody asked for this one. */
  readonly isAsked: boolean;
}

const Moment = ({ of, before, isAsked }: MomentProps) => {
  const place = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!isAsked) return;
    place.current?.focus();
    place.current?.scrollIntoView({ block: 'center' });
  }, [isAsked]);
  return (
    <li
      ref={place}
      class={`card moment ${isAsked ? 'asked' : ''}`}
      tabIndex={-1}
      data-revision={of.revision}
      aria-current={isAsked ? 'true' : undefined}
    >
      <div class="row spread">
        <h2>{of.type}</h2>
        <span class="tag">{texts('revision', { n: of.revision })}</span>
      </div>
      <p class="small">
        <time dateTime={of.at}>{moment(of.at)}</time>
        {' · '}
        {texts('by')} {listed(of.roles.map(roleInWords))}
        {' · '}
        {texts('schema', { version: of.schemaVersion })}
        {' · '}
        <Link href={pathOfCorrelation(of.correlationId)}>{texts('correlation')}</Link>
      </p>
      <details>
        <summary>{texts('says')}</summary>
        <Fields of={rowsOf(of.data)} label={`${texts('says')}: ${of.type}`} />
        <p class="soft small">
          {texts('position')} <code>{of.position}</code>
        </p>
      </details>
      <Change of={of} before={before} />
    </li>
  );
};

/** An order, its cart and its payment have one number. */
const TOGETHER = ['cart', 'payment', 'order'];

const Related = ({ stream }: { readonly stream: string }) => {
  const [kind = '', id = ''] = stream.split('-');
  if (!TOGETHER.includes(kind)) return null;
  return (
    <p>
      {texts('related')}:{' '}
      {TOGETHER.filter((other) => other !== kind).map((other, index) => (
        <>
          {index > 0 && ' · '}
          <Link href={pathOfStream(`${other}-${id}`)}>{`${other}-${id}`}</Link>
        </>
      ))}
    </p>
  );
};

/** What happened to one thing, and what was so after each event. */
const Timeline = ({ stream }: { readonly stream: string }) => {
  const [search] = useQuery();
  const asked = search.get('at') === null ? -1 : Number(search.get('at'));
  const { loaded, problem, isBusy, load } = useTimeline(stream, asked);
  const items = loaded?.items ?? [];
  return (
    <>
      <p>
        <Link href="/operations/events">← {texts('back')}</Link>
      </p>
      <div class="row spread">
        <PageTitle>{texts('timelineOf', { stream })}</PageTitle>
        <RunbookLink place="open-work#what-happened-to-one-thing" />
      </div>
      <Related stream={stream} />
      <OpsProblem of={problem} onRetry={() => void load()} />
      {!loaded && !problem && <Loading />}
      <ol class="timeline plain-list">
        {items.map((item, index) => (
          <Moment key={item.eventId} of={item} before={items[index - 1]} isAsked={item.revision === asked} />
        ))}
      </ol>
      {loaded?.next != null && (
        <button type="button" disabled={isBusy} onClick={() => void load()}>
          {texts('more')}
        </button>
      )}
      {loaded?.next === null && (
        <div class="row">
          <p class="soft">
            {texts('shown', { n: items.length })} {texts('end')}
          </p>
          <button type="button" aria-busy={isBusy} onClick={() => void load()}>
            {texts('lookAgain')}
          </button>
        </div>
      )}
      <p class="soft" role="status">
        {loaded?.since === 0 && texts('nothingSince')}
        {loaded?.since ? texts('since', { n: loaded.since }) : ''}
      </p>
    </>
  );
};

export default Timeline;
