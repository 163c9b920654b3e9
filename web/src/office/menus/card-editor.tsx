import type { Problem } from '../../api/problem.js';
import { ALLERGENS, allergenName } from '../../menus/allergens.js';
import { smallestAmount } from '../../texts/formats.js';
import { Field } from '../../ui/field.js';
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
        <Field label={say('name')} {...at('menuName')}>
          {(labelled) => (
            <input
              {...labelled}
              required
              maxLength={100}
              value={draft.menuName}
              onInput={({ currentTarget }) => set({ menuName: currentTarget.value })}
            />
          )}
        </Field>
        <Field label={say('type')} hint={say('typeHint')} {...at('menuType')}>
          {(labelled) => (
            <input
              {...labelled}
              required
              maxLength={100}
              value={draft.menuType}
              onInput={({ currentTarget }) => set({ menuType: currentTarget.value })}
            />
          )}
        </Field>
        <Field label={common('price')} hint={say('priceHint')} {...at('price')}>
          {(labelled) => (
            <input
              {...labelled}
              type="number"
              required
              min={0}
              max={10_000_000}
              step={smallestAmount}
              value={draft.price}
              onInput={({ currentTarget }) => set({ price: currentTarget.value })}
            />
          )}
        </Field>
        <Field label={say('category')} hint={say('categoryHint')} optional {...at('category')}>
          {(labelled) => (
            <input
              {...labelled}
              maxLength={50}
              value={draft.category}
              onInput={({ currentTarget }) => set({ category: currentTarget.value })}
            />
          )}
        </Field>
        <Field label={say('place')} hint={say('placeHint')} optional {...at('position')}>
          {(labelled) => (
            <input
              {...labelled}
              type="number"
              min={0}
              max={1_000_000_000}
              value={draft.position}
              onInput={({ currentTarget }) => set({ position: currentTarget.value })}
            />
          )}
        </Field>
        <Field label={say('imageUrl')} hint={say('imageHint')} optional {...at('imageUrl')}>
          {(labelled) => (
            <input
              {...labelled}
              type="url"
              pattern="https://.+"
              title={say('imageHint')}
              maxLength={500}
              value={draft.imageUrl}
              onInput={({ currentTarget }) => set({ imageUrl: currentTarget.value })}
            />
          )}
        </Field>
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
