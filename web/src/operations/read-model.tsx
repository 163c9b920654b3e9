import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { ALREADY, orAlready } from '../api/already.js';
import { answered, api } from '../api/client.js';
import { type Command, useCommand } from '../api/use-command.js';
import { common } from '../texts/common.js';
import { PageTitle } from '../ui/page-title.js';
import { Loading } from '../ui/problem.js';
import { actsOfModel, type BuildAct, type Model, wayBack } from './build-actions.js';
import { BuildCard } from './build-card.js';
import { Confirm } from './confirm.js';
import type { CompareLine, VerifyLine } from './findings.js';
import { Findings } from './findings-shown.js';
import { texts as finding } from './findings.texts.js';
import { LookProblem } from './look.js';
import { useModels } from './look-at-models.js';
import { texts } from './read-models.texts.js';
import { RunbookLink } from './runbook-link.js';
import { ops } from './texts.js';
import { useTelling } from './use-telling.js';

type Changing = 'rebuild' | 'rollback' | 'promote' | 'cancel' | 'retire';
type Headers = { readonly 'Idempotency-Key': string };

/** How each is asked for; `of` is the read model of the first two, a build of the others. */
const ASK = {
  rebuild: (headers: Headers, target: string) =>
    answered(api.POST('/ops/projections/{target}/rebuild', { headers, params: { path: { target } } })),
  rollback: (headers: Headers, target: string) =>
    answered(api.POST('/ops/projections/{target}/rollback', { headers, params: { path: { target } } })),
  promote: (headers: Headers, target: string) =>
    answered(api.POST('/ops/projections/builds/{target}/promote', { headers, params: { path: { target } } })),
  cancel: (headers: Headers, target: string) =>
    answered(api.POST('/ops/projections/{target}/cancel', { headers, params: { path: { target } } })),
  retire: (headers: Headers, target: string) =>
    answered(api.POST('/ops/projections/builds/{target}/retire', { headers, params: { path: { target } } })),
} as const;

/** What each is refused with where somebody else has done it before, and what is said then. */
const DONE = {
  rebuild: null,
  rollback: ['BUILD_IS_LIVE', 'rollbackAlready'],
  promote: ['BUILD_IS_LIVE', 'promoteAlready'],
  cancel: ['BUILD_NOT_FOUND', 'cancelAlready'],
  retire: ['BUILD_NOT_FOUND', 'retireAlready'],
} as const;

interface Asked {
  readonly act: Changing;
  readonly of: string;
  /** The build that is meant, where `of` is the read model and that is known. */
  readonly build?: string | null;
}

interface QuestionProps {
  readonly asked: Asked;
  readonly onClose: () => void;
  /** With the build that it was done to; null where somebody else had done it. */
  readonly onDone: (build: string | null) => void;
}

/** Asks first, and says what it means. */
const Question = ({ asked: { act, of, build }, onClose, onDone }: QuestionProps) => {
  const command: Command<[], unknown> = useCommand(async (headers) => {
    const asking = build ? ASK.promote(headers, build) : ASK[act](headers, of);
    const [refusal, says] = DONE[act] ?? [];
    const done = await orAlready(asking, ({ code }) =>
      says && code === refusal ? () => texts(says, { build: build ?? of }) : null,
    );
    onDone(done === ALREADY ? null : done.build);
    return done;
  });
  return (
    <Confirm
      title={texts(`${act}Title`, { of })}
      does={texts(act)}
      isDangerous={act === 'retire' || act === 'cancel'}
      command={command}
      onClose={onClose}
    >
      <p>{texts(`${act}What`)}</p>
    </Confirm>
  );
};

/** What came of what was asked for last; a rebuild goes on after it was answered. */
const outcome = ({ act, of: build }: Asked, { builds }: Model): string => {
  if (act !== 'rebuild') return texts(`done_${act}`, { build });
  const state = builds.find((one) => one.build === build)?.state;
  if (state === 'live') return texts('done_promote', { build });
  return state === 'standby' ? '' : texts('begun', { build });
};

/** The checks of a read model: what they tell is shown below its builds. */
const useChecks = () => {
  const [title, setTitle] = useState<string | null>(null);
  const telling = useTelling<VerifyLine | CompareLine>((line) => !('progress' in line));
  const verify = (target: string): void => {
    setTitle(finding('verifying', { of: target }));
    void telling.start((signal) =>
      api.POST('/ops/projections/{target}/verify', { params: { path: { target } }, parseAs: 'stream', signal }),
    );
  };
  const compare = (target: string, isFull: boolean): void => {
    setTitle(finding('comparing', { of: target }));
    const query = { full: isFull ? ('true' as const) : ('false' as const) };
    void telling.start((signal) =>
      api.POST('/ops/projections/builds/{target}/compare', {
        params: { path: { target }, query },
        ...{ parseAs: 'stream', signal },
      }),
    );
  };
  return { title, telling, verify, compare };
};

const Shown = ({ of, onChange }: { readonly of: Model; readonly onChange: () => Promise<void> }) => {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [done, setDone] = useState<Asked | null>(null);
  const checks = useChecks();
  const act = (one: BuildAct | 'compareFull', build: string): void => {
    if (one === 'verify') checks.verify(build);
    else if (one === 'compare' || one === 'compareFull') checks.compare(build, one === 'compareFull');
    else setAsked({ act: one, of: build });
  };
  return (
    <>
      <p class="row">
        {actsOfModel(of).map((one) => (
          <button
            key={one}
            type="button"
            class={one === 'rebuild' ? 'main' : 'plain'}
            onClick={() => setAsked({ act: one, of: of.name, build: one === 'rollback' ? wayBack(of) : null })}
          >
            {texts(one)}
          </button>
        ))}
      </p>
      <p role="status" class="said">
        {done && outcome(done, of)}
      </p>
      <h2>{texts('builds')}</h2>
      <ul class="builds plain-list">
        {of.builds.map((build) => (
          <BuildCard
            key={build.build}
            {...{ of: build, model: of, isChecking: checks.telling.isUnderWay.value }}
            onAct={(one) => act(one, build.build)}
          />
        ))}
      </ul>
      {checks.title && <Findings title={checks.title} of={checks.telling} />}
      {asked && (
        <Question
          key={`${asked.act} ${asked.of}`}
          asked={asked}
          onClose={() => setAsked(null)}
          onDone={(build) => {
            setDone(build === null ? null : { act: asked.act, of: build });
            void onChange();
          }}
        />
      )}
    </>
  );
};

/** One read model: its builds, and all that can be done with them. */
const ReadModelPage = ({ name }: { readonly name: string }) => {
  const models = useModels();
  const own = models.data.value?.projections.filter((model) => model.name === name);
  return (
    <>
      <p>
        <Link href="/operations/read-models">← {ops('readModels')}</Link>
      </p>
      <div class="row spread">
        <PageTitle>{name}</PageTitle>
        <RunbookLink place="rebuild#a-read-model-looks-wrong" />
      </div>
      <LookProblem of={models} />
      {!own && !models.problem.value && <Loading />}
      {own?.length === 0 && <p>{common('notFound')}</p>}
      {own?.map((model) => (
        <section key={model.version} aria-label={`${name} ${texts('version', { version: model.version })}`}>
          <p class="soft">
            {texts('version', { version: model.version })}
            {!model.isCurrent && ` · ${texts('ofAnotherRelease')}`}
          </p>
          <Shown of={model} onChange={models.reload} />
        </section>
      ))}
    </>
  );
};

export default ReadModelPage;
