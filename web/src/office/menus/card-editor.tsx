import type { Problem } from '../../api/problem.js';
import { ALLERGENS, allergenName } from '../../menus/allergens.js';
import { smallestAmount } from '../../texts/formats.js';
import { Field } from '../../ui/field.js';
import { InputField } from '../../ui/input-field.js';
import { say as common } from '../texts.js';
import { type CardDraft, emptyGroup, type GroupDraft } from './card-draft.js';
import { atFields } from './at-field.js';
import { GroupEditor } from './group-editor.js';
import { movedUp, replaced, without } from './lists.js';
import { say } from './texts.js';

/** As the contract has it. */
const MOST_GROUPS = 20;

interface Props {
  readonly draft: CardDraft;
  readonly onChange: (draft: CardDraft) => void;
  /** What was said of it when it was sent. */
  readonly problem: Problem | null;
}

/** The fields of a menu's card, each with the rules of its own. It is inside a form. */
export const CardEditor = ({ draft, onChange, problem }: Props) => {
  const at = atFields(draft, problem);
  const { groups } = draft;
  const set = (over: Partial<CardDraft>): void => onChange({ ...draft, ...over });
  const setGroups = (next: readonly GroupDraft[]): void => set({ groups: next });
  return (
    <>
      <div class="card fields">
        <InputField
          label={say('name')}
          {...at('menuName')}
          required
          maxLength={100}
          value={draft.menuName}
          onText={(text) => set({ menuName: text })}
        />
        <InputField
          label={say('type')}
          hint={say('typeHint')}
          {...at('menuType')}
          required
          maxLength={100}
          value={draft.menuType}
          onText={(text) => set({ menuType: text })}
        />
        <InputField
          label={common('price')}
          hint={say('priceHint')}
          {...at('price')}
          type="number"
          required
          min={0}
          max={10_000_000}
          step={smallestAmount}
          value={draft.price}
          onText={(text) => set({ price: text })}
        />
        <InputField
          label={say('category')}
          hint={say('categoryHint')}
          optional
          {...at('category')}
          maxLength={50}
          value={draft.category}
          onText={(text) => set({ category: text })}
        />
        <InputField
          label={say('place')}
          hint={say('placeHint')}
          optional
          {...at('position')}
          type="number"
          min={0}
          max={1_000_000_000}
          value={draft.position}
          onText={(text) => set({ position: text })}
        />
        <InputField
          label={say('imageUrl')}
          hint={say('imageHint')}
          optional
          {...at('imageUrl')}
          type="url"
          pattern="https://.+"
          title={say('imageHint')}
          maxLength={500}
          value={draft.imageUrl}
          onText={(text) => set({ imageUrl: text })}
        />
        <div class="all-columns">
          <Field label={say('description')} optional {...at('description')}>
            {(labelled) => (
              <textarea
                {...labelled}
                rows={3}
                maxLength={1_000}
                value={draft.description}
                onInput={({ currentTarget }) => set({ description: currentTarget.value })}
              />
            )}
          </Field>
        </div>
        <fieldset class="all-columns">
          <legend>{say('allergens')}</legend>
          <div class="allergens">
            {ALLERGENS.map((one) => (
              <label key={one} class="check">
                <input
                  type="checkbox"
                  checked={draft.allergens.includes(one)}
                  onChange={({ currentTarget }) =>
                    set({
                      allergens: currentTarget.checked
                        ? [...draft.allergens, one]
                        : draft.allergens.filter((other) => other !== one),
                    })
                  }
                />
                {allergenName(one)}
              </label>
            ))}
          </div>
        </fieldset>
      </div>
      <h2>{say('choices')}</h2>
      {groups.map((group, index) => (
        <GroupEditor
          key={group.key}
          group={group}
          index={index}
          others={groups.filter((one) => one !== group).map(({ groupId }) => groupId)}
          at={(field) => at(`optionGroups[${index}]${field}`)}
          onChange={(next) => setGroups(replaced(groups, index, next))}
          onUp={index > 0 ? () => setGroups(movedUp(groups, index)) : null}
          onRemove={() => setGroups(without(groups, index))}
        />
      ))}
      {groups.length < MOST_GROUPS && (
        <p>
          <button type="button" onClick={() => setGroups([...groups, emptyGroup()])}>
            {say('addGroup')}
          </button>
        </p>
      )}
    </>
  );
};
