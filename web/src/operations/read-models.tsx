import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { answered, api } from '../api/client.js';
import { useCommand } from '../api/use-command.js';
import { PageTitle } from '../ui/page-title.js';
import { Loading } from '../ui/problem.js';
import { liveBuild, type Model, underWay } from './build-actions.js';
import { BuildNumbers } from './build-numbers.js';
import { Confirm } from './confirm.js';
import { clock } from './formats.js';
import { LookProblem } from './look.js';
import { useModels } from './look-at-models.js';
import { Mismatch } from './mismatch.js';
import { RebuildProgress } from './rebuild-progress.js';
import { texts } from './read-models.texts.js';
import { RunbookLink } from './runbook-link.js';
import { ops } from './texts.js';

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
      {live && <BuildNumbers of={live} name={of.name} />}
      {building && <RebuildProgress name={of.name} of={building} />}
    </li>
  );
};

/** After another log was accepted, and where nobody knows which are wrong. */
const RebuildAll = ({ names, onDone }: { readonly names: readonly string[]; readonly onDone: () => Promise<void> }) => {
  const [isAsked, setAsked] = useState(false);
  const [begun, setBegun] = useState(0);
  const rebuild = useCommand(async ({ 'Idempotency-Key': key }) => {
    for (const target of names)
      await answered(
        api.POST('/ops/projections/{target}/rebuild', {
          ...{ headers: { 'Idempotency-Key': `${key}-${target}` }, params: { path: { target } } },
        }),
      );
    setBegun(names.length);
    return names.length;
  });
  return (
    <p class="row">
      <button type="button" onClick={() => setAsked(true)}>
        {texts('rebuildAll')}
      </button>
      <span role="status">{begun > 0 && texts('allBegun', { n: begun })}</span>
      {isAsked && (
        <Confirm
          title={texts('rebuildAllTitle', { n: names.length })}
          does={texts('rebuildAll')}
          command={rebuild}
          onClose={() => setAsked(false)}
          onDone={() => void onDone()}
        >
          <p>{texts('rebuildWhat')}</p>
          <p>{texts('rebuildAllWhat')}</p>
        </Confirm>
      )}
    </p>
  );
};

const ReadModels = () => {
  const models = useModels();
  const told = models.data.value;
  return (
    <>
      <div class="row spread">
        <PageTitle>{texts('title')}</PageTitle>
        <RunbookLink place="rebuild" />
      </div>
      <p class="lead">{texts('lead')}</p>
      <LookProblem of={models} />
      {!told && !models.problem.value && <Loading />}
      {told && (
        <>
          <Mismatch log={told.log} onDone={models.reload} />
          <RebuildAll
            names={told.projections.filter(({ isCurrent }) => isCurrent).map(({ name }) => name)}
            onDone={models.reload}
          />
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
