import { Link } from 'wouter-preact';
import { number } from '../texts/formats.js';
import { Loading } from '../ui/problem.js';
import { type Build, liveBuild, type Model, underWay } from './build-actions.js';
import { clock, rate, span } from './formats.js';
import { LookProblem } from './look.js';
import { lags, rates, useModels } from './look-at-models.js';
import { Mismatch } from './mismatch.js';
import { RebuildProgress } from './rebuild-progress.js';
import { texts } from './read-models.texts.js';
import { RunbookLink } from './runbook-link.js';
import { Sparkline } from './sparkline.js';
import { ops } from './texts.js';

const lagOf = ({ lagSeconds }: Build): string => (lagSeconds === null ? texts('notFed') : span(lagSeconds));

const Numbers = ({ name, of }: { readonly name: string; readonly of: Build }) => (
  <dl class="numbers">
    <div>
      <dt>{texts('events')}</dt>
      <dd>
        <Sparkline of={rates.of(of.build)} label={texts('ratesOf', { name })} />
        <span class="figure">{of.eventsPerSecond === null ? '–' : rate(of.eventsPerSecond)}</span>
      </dd>
    </div>
    <div>
      <dt>{texts('lag')}</dt>
      <dd>
        <Sparkline of={lags.of(of.build)} label={texts('lagsOf', { name })} />
        <span class={`figure ${(of.lagSeconds ?? 99) >= 10 ? 'bad' : ''}`}>{lagOf(of)}</span>
      </dd>
    </div>
    <div>
      <dt>{texts('documents')}</dt>
      <dd>{number(of.documents)}</dd>
    </div>
    <div>
      <dt>{texts('parkedShort')}</dt>
      <dd>{of.parked > 0 ? <Link href="/operations/parked">{number(of.parked)}</Link> : number(0)}</dd>
    </div>
  </dl>
);

const Row = ({ of }: { readonly of: Model }) => {
  const [live, building] = [liveBuild(of), underWay(of)];
  const isStranded = of.builds.some(({ stranded }) => stranded);
  return (
    <li class="model card" data-model={of.name}>
      <div class="model-name">
        <h2>
          <Link href={`/operations/read-models/${of.name}`}>{of.name}</Link>
        </h2>
        <p class="soft small">
          {texts('version', { version: of.version })}
          {!of.isCurrent && ` · ${texts('ofAnotherRelease')}`}
          {live ? ` · ${live.build}` : ` · ${texts('notLive')}`}
        </p>
        {isStranded && <span class="tag bad">{texts('stranded')}</span>}
      </div>
      {live && <Numbers name={of.name} of={live} />}
      {building && <RebuildProgress name={of.name} of={building} />}
    </li>
  );
};

const ReadModels = () => {
  const models = useModels();
  const told = models.data.value;
  return (
    <>
      <div class="row spread">
        <h1>{texts('title')}</h1>
        <RunbookLink place="rebuild" />
      </div>
      <p class="lead">{texts('lead')}</p>
      <LookProblem of={models} />
      {!told && !models.problem.value && <Loading />}
      {told && (
        <>
          <Mismatch log={told.log} onDone={models.reload} />
          <ul class="models plain-list">
            {told.projections.map((model) => (
              <Row key={`${model.name} ${model.version}`} of={model} />
            ))}
          </ul>
          {models.at && <p class="soft small">{ops('lookedAt', { time: clock(models.at) })}</p>}
        </>
      )}
    </>
  );
};

export default ReadModels;
