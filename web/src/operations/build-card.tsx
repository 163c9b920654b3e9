import { number } from '../texts/formats.js';
import { actsOfBuild, type Build, type BuildAct, type Model } from './build-actions.js';
import { BuildNumbers } from './build-numbers.js';
import { texts } from './read-models.texts.js';
import { RebuildProgress } from './rebuild-progress.js';
import { RunbookLink } from './runbook-link.js';

interface Props {
  readonly of: Build;
  readonly model: Model;
  readonly isChecking: boolean;
  readonly onAct: (act: BuildAct | 'compareFull') => void;
}

const TONES = { live: 'good', building: 'warn', standby: '' } as const;

const Lanes = ({ of }: { readonly of: Build }) => (
  <details>
    <summary>{texts('lanes')}</summary>
    <p class="small">
      {texts('watermark')} <code>{of.watermark ?? '–'}</code>
    </p>
    <ul class="small">
      {of.lanes.map(({ lane, owner }) => (
        <li key={lane}>{texts('lane', { lane, owner: owner ?? texts('nobody') })}</li>
      ))}
    </ul>
  </details>
);

/** One build of a read model: how it is, and what can be asked for. */
export const BuildCard = ({ of, model, isChecking, onAct }: Props) => {
  const acts = actsOfBuild(of, model);
  const shown = acts.flatMap((act) => (act === 'compare' ? ([act, 'compareFull'] as const) : [act]));
  const isCheck = (act: string): boolean => act === 'verify' || act.startsWith('compare');
  return (
    <li class="card" data-build={of.build} data-state={of.state}>
      <div class="row spread">
        <h3>{of.build}</h3>
        <span class={`tag ${TONES[of.state]}`}>{texts(of.state)}</span>
      </div>
      {of.stranded && (
        <p class="problem">
          {texts('strandedWhy')} <RunbookLink place="rebuild#a-stranded-build-its-checkpoint-is-not-of-this-log" />
        </p>
      )}
      <RebuildProgress name={of.build} of={of} />
      <BuildNumbers of={of} name={of.build} more={[[texts('skipped'), number(of.skipped)]]} />
      <Lanes of={of} />
      <p class="row acts">
        {shown.map((act) => (
          <button
            key={act}
            type="button"
            class={act === 'retire' || act === 'cancel' ? 'danger' : ''}
            disabled={isCheck(act) && isChecking}
            onClick={() => onAct(act)}
          >
            {texts(act)}
          </button>
        ))}
      </p>
    </li>
  );
};
