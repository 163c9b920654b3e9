import type { Choice, LineOption } from './events/cart.events.js';
import type { OptionGroup } from './events/menu.events.js';

/** A rule that a choice breaks; `index` is the one of the list that does, absent where what is missing or too much does. */
export interface ChoiceFault {
  readonly index?: number;
  readonly groupId: string;
  readonly optionId?: string;
  readonly rule: 'unknown' | 'tooFew' | 'tooMany' | 'twice';
  readonly detail: string;
}

/** What is chosen where a customer says nothing. */
export const defaultsOf = (groups: readonly OptionGroup[]): readonly Choice[] =>
  groups.flatMap(({ groupId, options }) =>
    options.filter((option) => option.default).map(({ optionId }) => ({ groupId, optionId })),
  );

/** Every rule of the groups that the choices break; none where they are a legal choice. */
export const choiceFaults = (groups: readonly OptionGroup[], choices: readonly Choice[]): readonly ChoiceFault[] => {
  const faults: ChoiceFault[] = [];
  choices.forEach((choice, index) => {
    const { groupId, optionId } = choice;
    const isKnown = groups.some(
      (group) => group.groupId === groupId && group.options.some((o) => o.optionId === optionId),
    );
    if (!isKnown) faults.push({ index, groupId, optionId, rule: 'unknown', detail: 'is no option of this menu' });
    else if (choices.findIndex((one) => isSameOption(one, choice)) < index)
      faults.push({ index, groupId, optionId, rule: 'twice', detail: 'was chosen already' });
  });
  for (const { groupId, min, max, options } of groups) {
    const chosen = options.filter(({ optionId }) =>
      choices.some((choice) => isSameOption(choice, { groupId, optionId })),
    ).length;
    if (chosen < min) faults.push({ groupId, rule: 'tooFew', detail: `must have at least ${min}, and has ${chosen}` });
    if (chosen > max) faults.push({ groupId, rule: 'tooMany', detail: `must have at most ${max}, and has ${chosen}` });
  }
  return faults;
};

/** The chosen options as a line has them, in the menu's order whatever the choices' own. */
export const chosenOf = (groups: readonly OptionGroup[], choices: readonly Choice[]): readonly LineOption[] =>
  groups.flatMap(({ groupId, options }) =>
    options
      .filter(({ optionId }) => choices.some((choice) => isSameOption(choice, { groupId, optionId })))
      .map(({ optionId, name, priceDelta }) => ({ groupId, optionId, name, priceDelta })),
  );

/** Whether both are the same choices, in any order. */
export const isSameChoice = (a: readonly Choice[], b: readonly Choice[]): boolean =>
  a.length === b.length && a.every((one) => b.some((other) => isSameOption(one, other)));

export const isSameOption = (a: Choice, b: Choice): boolean => a.optionId === b.optionId && a.groupId === b.groupId;
