import { type Signal, useSignal } from '@preact/signals';
import { answered, api } from '../../api/client.js';
import { useCommand } from '../../api/use-command.js';
import { chainCurrency } from '../../session/current.js';
import { CommandButton } from '../../ui/button.js';
import { ProblemNote } from '../../ui/problem.js';
import { Hours } from './hours.js';
import { type Draft, draftOf, type NumberField, NUMBERS, type Settings, settingsFrom } from './settings-form.js';
import { texts } from './texts.js';

interface Props {
  readonly storeId: number;
  readonly settings: Settings;
  /** Whether it is open follows from its hours. */
  readonly reloadStore: () => Promise<void>;
}

const LIMITS: Readonly<Record<NumberField, { readonly min: string; readonly max: string; readonly step: string }>> = {
  acceptWithinMinutes: { min: '1', max: '240', step: '1' },
  preparationMinutes: { min: '0', max: '240', step: '1' },
  deliveryFee: { min: '0', max: '10000000', step: '0.01' },
  minimumOrder: { min: '0', max: '10000000', step: '0.01' },
  ordersPerQuarter: { min: '1', max: '10000', step: '1' },
};

const NumberInput = ({ field, draft }: { readonly field: NumberField; readonly draft: Signal<Draft> }) => (
  <label class="field">
    {texts(field, { currency: chainCurrency })}
    <input
      type="number"
      {...LIMITS[field]}
      required={field !== 'ordersPerQuarter'}
      value={draft.value.numbers[field]}
      onInput={({ currentTarget }) =>
        (draft.value = { ...draft.value, numbers: { ...draft.value.numbers, [field]: currentTarget.value } })
      }
    />
    {field === 'ordersPerQuarter' && <span class="hint">{texts('noLimit')}</span>}
  </label>
);

/** How the store takes orders: all of it is sent at once. */
export const SettingsForm = ({ storeId, settings, reloadStore }: Props) => {
  const draft = useSignal(draftOf(settings));
  const isSaved = useSignal(false);
  const saving = useCommand((header, body: ReturnType<typeof settingsFrom>) =>
    answered(api.PUT('/stores/{storeId}/settings', { params: { path: { storeId }, header }, body })),
  );
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    isSaved.value = false;
    const saved = await saving.run(settingsFrom(draft.value));
    if (!saved) return;
    draft.value = draftOf(saved);
    isSaved.value = true;
    await reloadStore();
  };
  const check = (field: 'autoAccept' | 'addressRequired') => (
    <label class="check">
      <input
        type="checkbox"
        checked={draft.value[field]}
        onChange={({ currentTarget }) => (draft.value = { ...draft.value, [field]: currentTarget.checked })}
      />
      {texts(field)}
    </label>
  );
  return (
    <form class="settings" onSubmit={(event) => void save(event)} onInput={() => (isSaved.value = false)}>
      <h2>{texts('form')}</h2>
      {check('autoAccept')}
      {check('addressRequired')}
      <div class="numbers">
        {NUMBERS.map((field) => (
          <NumberInput key={field} field={field} draft={draft} />
        ))}
      </div>
      <Hours draft={draft} />
      <ProblemNote of={saving.problem.value} />
      <div class="row">
        <CommandButton command={saving} submit kind="main">
          {texts('save')}
        </CommandButton>
        <span role="status">{isSaved.value ? texts('saved') : ''}</span>
      </div>
    </form>
  );
};
