import { Link } from 'wouter-preact';
import { allOf, answered, api, type Schema } from '../api/client.js';
import { useRead } from '../api/use-read.js';
import { listed } from '../texts/formats.js';
import { PageTitle } from '../ui/page-title.js';
import { Loading } from '../ui/problem.js';
import { CausesGraph } from './causes-graph.js';
import { type Cause, causesOf } from './causes.js';
import { roleInWords, texts } from './events.texts.js';
import { moment } from './formats.js';
import { OpsProblem } from './look.js';
import { RunbookLink } from './runbook-link.js';
import { pathOfStream } from './stream-names.js';

type Shown = Schema<'EventShown'>;

const Event = ({ of }: { readonly of: Shown }) => (
  <span class="caused-event">
    <Link href={pathOfStream(of.stream, of.revision)}>{of.type}</Link>
    <span class="soft small">
      {' '}
      {of.stream} · {texts('revision', { n: of.revision })} · {moment(of.at)}
    </span>
  </span>
);

const Causes = ({ of }: { readonly of: readonly Cause<Shown>[] }) => (
  <ol class="causes">
    {of.map(({ id, event, caused }) => (
      <li key={id}>
        {event ? (
          <Event of={event} />
        ) : (
          <span>{texts('requestBy', { roles: listed((caused[0]?.event?.roles ?? []).map(roleInWords)) })}</span>
        )}
        {caused.length > 0 && <Causes of={caused} />}
      </li>
    ))}
  </ol>
);

/** What a request caused, across streams: as a graph, and in words. */
const Correlation = ({ id }: { readonly id: string }) => {
  const { data, problem, reload } = useRead(id, () =>
    allOf((cursor) =>
      answered(
        api.GET('/events', {
          params: { query: { correlationId: id, limit: 200, ...(cursor !== undefined && { cursor }) } },
        }),
      ),
    ),
  );
  const events = data.value;
  return (
    <>
      <p>
        <Link href="/operations/events">← {texts('back')}</Link>
      </p>
      <div class="row spread">
        <PageTitle class="breaks">{texts('causedTitle', { id })}</PageTitle>
        <RunbookLink place="open-work#what-happened-to-one-thing" />
      </div>
      <OpsProblem of={problem.value} onRetry={() => void reload()} />
      {!events && !problem.value && <Loading />}
      {events?.length === 0 && <p>{texts('nothingCaused')}</p>}
      {events && events.length > 0 && (
        <div class="stack">
          <section aria-labelledby="graph">
            <h2 id="graph">{texts('graph')}</h2>
            <p class="soft small">{texts('graphHint')}</p>
            <CausesGraph of={events} />
          </section>
          <section aria-labelledby="list">
            <h2 id="list">{texts('list')}</h2>
            <Causes of={causesOf(events)} />
          </section>
        </div>
      )}
    </>
  );
};

export default Correlation;
