import { InputField } from '../../ui/input-field.js';
import { emptyOption, type GroupDraft, type OptionDraft, slugOf } from './card-draft.js';
import type { AtField } from './at-field.js';
import { ID_PATTERN, OptionEditor } from './option-editor.js';
import { say } from './texts.js';
import { movedUp, replaced, without } from './lists.js';

/** As the contract has it. */
const MOST_OPTIONS = 50;

interface Props {
  readonly group: GroupDraft;
  readonly index: number;
  readonly others: readonly string[];
  readonly at: AtField;
  readonly onChange: (group: GroupDraft) => void;
  readonly onUp: (() => void) | null;
  readonly onRemove: () => void;
}

export const GroupEditor = ({ group, index, others, at, onChange, onUp, onRemove }: Props) => {
  const { options } = group;
  const title = group.name || say('group', { n: index + 1 });
  const setOptions = (next: readonly OptionDraft[]): void => onChange({ ...group, options: next });
  const rename = (name: string): void =>
    onChange({
      ...group,
      name,
      ...(!group.isIdKept && { groupId: name === '' ? '' : slugOf(name, others, 'choice') }),
    });
  return (
    <fieldset class="group">
      <legend>{title}</legend>
      <div class="group-fields">
        <InputField
          label={say('groupName')}
          {...at('.name')}
          required
          maxLength={50}
          value={group.name}
          onText={rename}
        />
        <InputField
          label={say('min')}
          {...at('.min')}
          type="number"
          required
          min={0}
          max={MOST_OPTIONS}
          value={group.min}
          onText={(text) => onChange({ ...group, min: text })}
        />
        <InputField
          label={say('max')}
          {...at('.max')}
          type="number"
          required
          min={0}
          max={MOST_OPTIONS}
          value={group.max}
          onText={(text) => onChange({ ...group, max: text })}
        />
        <InputField
          label={say('groupId')}
          {...at('.groupId')}
          required
          maxLength={30}
          pattern={ID_PATTERN}
          title={say('idHint')}
          value={group.groupId}
          onText={(text) => onChange({ ...group, groupId: text, isIdKept: true })}
        />
      </div>
      <ol class="plain-list" aria-label={say('options')}>
        {options.map((option, place) => (
          <OptionEditor
            key={option.key}
            option={option}
            others={options.filter((one) => one !== option).map(({ optionId }) => optionId)}
            at={(field) => at(`.options[${place}]${field}`)}
            ofDefaults={place === 0 ? at('.options') : null}
            onChange={(next) => setOptions(replaced(options, place, next))}
            onUp={place > 0 ? () => setOptions(movedUp(options, place)) : null}
            onRemove={options.length > 1 ? () => setOptions(without(options, place)) : null}
          />
        ))}
      </ol>
      <div class="row">
        {options.length < MOST_OPTIONS && (
          <button type="button" onClick={() => setOptions([...options, emptyOption()])}>
            {say('addOption')}
          </button>
        )}
        {onUp && (
          <button type="button" onClick={onUp}>
            {say('up', { what: title })}
          </button>
        )}
        <button type="button" class="danger" onClick={onRemove}>
          {say('removeGroup', { group: title })}
        </button>
      </div>
    </fieldset>
  );
};
