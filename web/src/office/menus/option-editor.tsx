import { smallestAmount } from '../../texts/formats.js';
import { Field } from '../../ui/field.js';
import { InputField } from '../../ui/input-field.js';
import { type OptionDraft, slugOf } from './card-draft.js';
import type { AtField } from './at-field.js';
import { say } from './texts.js';

export const ID_PATTERN = '[a-z0-9\\-]+';

interface Props {
  readonly option: OptionDraft;
  readonly others: readonly string[];
  readonly at: AtField;
  /** Where the rule of all defaults together is told. */
  readonly ofDefaults: ReturnType<AtField> | null;
  readonly onChange: (option: OptionDraft) => void;
  readonly onUp: (() => void) | null;
  readonly onRemove: (() => void) | null;
}

export const OptionEditor = ({ option, others, at, ofDefaults, onChange, onUp, onRemove }: Props) => {
  const rename = (name: string): void =>
    onChange({
      ...option,
      name,
      ...(!option.isIdKept && { optionId: name === '' ? '' : slugOf(name, others, 'option') }),
    });
  return (
    <li class="option">
      <InputField
        label={say('optionName')}
        {...at('.name')}
        required
        maxLength={50}
        value={option.name}
        onText={rename}
      />
      <InputField
        label={say('priceDelta')}
        {...at('.priceDelta')}
        type="number"
        required
        min={-10_000_000}
        max={10_000_000}
        step={smallestAmount}
        value={option.priceDelta}
        onText={(text) => onChange({ ...option, priceDelta: text })}
      />
      <InputField
        label={say('groupId')}
        {...at('.optionId')}
        required
        maxLength={30}
        pattern={ID_PATTERN}
        title={say('idHint')}
        value={option.optionId}
        onText={(text) => onChange({ ...option, optionId: text, isIdKept: true })}
      />
      <Field label={say('isDefault')} {...(ofDefaults ?? at('.default'))}>
        {(labelled) => (
          <input
            {...labelled}
            type="checkbox"
            checked={option.default}
            onChange={({ currentTarget }) => onChange({ ...option, default: currentTarget.checked })}
          />
        )}
      </Field>
      <span class="row moves">
        {onUp && (
          <button type="button" class="quiet" aria-label={say('up', { what: option.name })} onClick={onUp}>
            ↑
          </button>
        )}
        {onRemove && (
          <button
            type="button"
            class="quiet"
            aria-label={say('removeOption', { option: option.name })}
            onClick={onRemove}
          >
            ×
          </button>
        )}
      </span>
    </li>
  );
};
