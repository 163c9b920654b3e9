import { Link } from 'wouter-preact';
import { answered, api, type Schema } from '../api/client.js';
import { common } from '../texts/common.js';
import { ago, listed } from '../texts/formats.js';
import { PageTitle } from '../ui/page-title.js';
import { Loading } from '../ui/problem.js';
import { clock } from './formats.js';
import { LookProblem, useLook } from './look.js';
import { texts } from './overview.texts.js';
import { RunbookLink } from './runbook-link.js';
import { ops } from './texts.js';
import { enginesOf, type Trouble, troublesIn } from './troubles.js';

type Process = Schema<'ProcessState'>;

const TONES = { ready: 'good', degraded: 'warn', 'not ready': 'bad', 'no answer': 'bad' } as const;

const Troubles = ({ of }: { readonly of: readonly Trouble[] }) => (
  <section aria-labelledby="troubles" class="card">
    <h2 id="troubles">{texts('troubles')}</h2>
    <div role="status">
      {of.length === 0 ? (
        <p class="well">{texts('allWell')}</p>
      ) : (
        <ul class="troubles plain-list">
          {of.map((one) => (
            <li key={`${one.kind} ${one.of}`} data-kind={one.kind}>
              <strong>{texts(one.kind, { of: one.of, n: one.n })}</strong>
              {one.path !== '/operations' && <Link href={one.path}>{texts('look')}</Link>}
              <RunbookLink place={one.runbook} />
            </li>
          ))}
        </ul>
      )}
    </div>
  </section>
);

const notUp = (parts: Process['parts']): string[] =>
  Object.entries(parts).flatMap(([name, says]) => (says === 'up' ? [] : [`${name}: ${says}`]));

const ProcessCard = ({ of: { name, state, startedAt, node, parts, stuck } }: { readonly of: Process }) => (
  <li class="card" data-process={name} data-state={state}>
    <div class="row spread">
      <h3>{name}</h3>
      <span class={`tag ${TONES[state]}`}>{texts(state)}</span>
    </div>
    <p class="soft small">
      {startedAt ? texts('startedAt', { when: ago(startedAt) }) : '–'}
      <br />
      {node && texts('node', { version: node })}
    </p>
    {notUp(parts).map((part) => (
      <p key={part} class="small">
        {part}
      </p>
    ))}
    {stuck.length > 0 && <p class="small">{texts('stuck', { loops: listed(stuck) })}</p>}
  </li>
);

const Engines = ({ of }: { readonly of: readonly Process[] }) => (
  <section class="card" aria-labelledby="engines">
    <h2 id="engines">{texts('engines')}</h2>
    <dl class="facts">
      {[...enginesOf(of)].map(([engine, told]) => (
        <div key={engine} data-engine={engine}>
          <dt>{engine}</dt>
          {told.some(({ says }) => says !== 'up') ? (
            <dd class="bad">
              {told
                .filter(({ says }) => says !== 'up')
                .map(({ by, says }) => (
                  <p key={by}>{texts('awayFor', { process: by, says })}</p>
                ))}
            </dd>
          ) : (
            <dd>{texts('upFor', { processes: listed(told.map(({ by }) => by)) })}</dd>
          )}
        </div>
      ))}
    </dl>
  </section>
);

const Breakers = ({ of }: { readonly of: readonly Process[] }) => {
  const all = of.flatMap(({ name, breakers }) => breakers.map((breaker) => ({ ...breaker, process: name })));
  return (
    <section class="card" aria-labelledby="breakers">
      <h2 id="breakers">{texts('breakers')}</h2>
      {all.length === 0 && <p class="soft">{texts('noBreakers')}</p>}
      <dl class="facts">
        {all.map(({ name, process, state, credentialsRefused }) => (
          <div key={`${name} ${process}`} data-breaker={name} data-state={state}>
            <dt>{texts('breakerOf', { breaker: name, process })}</dt>
            <dd>
              <span class={`tag ${state === 'closed' ? 'good' : 'bad'}`}>{texts(state)}</span>
              {credentialsRefused && ` ${texts('refused')}`}
            </dd>
          </div>
        ))}
      </dl>
      <p class="row">
        <Link href="/operations/open-work">{texts('waitsForThem')}</Link>
        <RunbookLink place="something-is-away#a-breaker" />
      </p>
    </section>
  );
};

/** Every process and engine, and what needs somebody; looked at every second, since there is no stream of it. */
export const Overview = () => {
  const processes = useLook('processes', async () => (await answered(api.GET('/ops/processes'))).processes);
  const projections = useLook('projections', () => answered(api.GET('/ops/projections')));
  const work = useLook('work', () => answered(api.GET('/ops/policies')));
  const all = processes.data.value;
  const seen = { processes: all, projections: projections.data.value, work: work.data.value };
  return (
    <>
      <div class="row spread">
        <PageTitle>{common('operations')}</PageTitle>
        <RunbookLink place="something-is-away" />
      </div>
      <LookProblem of={processes} />
      {!all && !processes.problem.value && <Loading />}
      {all && (
        <div class="stack">
          <Troubles of={troublesIn(seen)} />
          <section aria-labelledby="processes">
            <h2 id="processes">{texts('processes')}</h2>
            <ul class="cards plain-list">
              {all.map((one) => (
                <ProcessCard key={one.name} of={one} />
              ))}
            </ul>
          </section>
          <div class="halves">
            <Engines of={all} />
            <Breakers of={all} />
          </div>
          {processes.at && <p class="soft small">{ops('lookedAt', { time: clock(processes.at) })}</p>}
        </div>
      )}
    </>
  );
};
