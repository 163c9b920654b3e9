import { type Group, isSoldOut, type Option, type StoreMenu } from './menu.js';

/** One option that is chosen. */
export interface Chosen {
  readonly groupId: string;
  readonly optionId: string;
}

/** A rule of a group that is not kept, and by how many. */
export interface Fault {
  readonly group: Group;
  readonly rule: 'tooFew' | 'tooMany';
  readonly by: number;
}

const isSame = (a: Chosen, b: Chosen): boolean => a.groupId === b.groupId && a.optionId === b.optionId;

export const isChosen = (chosen: readonly Chosen[], one: Chosen): boolean => chosen.some((other) => isSame(one, other));

/** What is chosen before anybody chooses: the defaults that are to be had at `now`, milliseconds. */
export const defaultsOf = ({ optionGroups }: Pick<StoreMenu, 'optionGroups'>, now: number): Chosen[] =>
  optionGroups.flatMap(({ groupId, options }) =>
    options
      .filter((option) => option.default && !isSoldOut(option, now))
      .map(({ optionId }) => ({ groupId, optionId })),
  );

/** Only one of such a group at a time: choosing another one gives up the first. */
export const isOneOf = ({ max }: Pick<Group, 'max'>): boolean => max === 1;

/** What is chosen after this option was chosen, or given up. */
export const toggled = (chosen: readonly Chosen[], group: Group, { optionId }: Pick<Option, 'optionId'>): Chosen[] => {
  const one = { groupId: group.groupId, optionId };
  if (isOneOf(group)) return [...without(chosen, group), one];
  return isChosen(chosen, one) ? chosen.filter((other) => !isSame(one, other)) : [...chosen, one];
};

/** With nothing of this group. */
export const without = (chosen: readonly Chosen[], { groupId }: Pick<Group, 'groupId'>): Chosen[] =>
  chosen.filter((other) => other.groupId !== groupId);

/** How many of a group are chosen. */
export const countOf = (chosen: readonly Chosen[], { groupId }: Pick<Group, 'groupId'>): number =>
  chosen.filter((other) => other.groupId === groupId).length;

/** Which rules the choice breaks; none where it may be sent. */
export const faultsOf = (groups: readonly Group[], chosen: readonly Chosen[]): Fault[] =>
  groups.flatMap((group): Fault[] => {
    const count = countOf(chosen, group);
    if (count < group.min) return [{ group, rule: 'tooFew', by: group.min - count }];
    return count > group.max ? [{ group, rule: 'tooMany', by: count - group.max }] : [];
  });

/** What a group is called, and the option of it that is named; null where the groups have none of them. */
export const nameIn = (
  groups: readonly Group[],
  { groupId, optionId }: { readonly groupId?: string; readonly optionId?: string },
): string | null => {
  const group = groups.find((one) => one.groupId === groupId);
  if (!group || optionId === undefined) return group?.name ?? null;
  const option = group.options.find((one) => one.optionId === optionId);
  return option ? `${group.name} › ${option.name}` : null;
};

/** What one costs with what is chosen; amounts have at most two decimals. */
export const priceOf = (
  { price, optionGroups }: Pick<StoreMenu, 'price' | 'optionGroups'>,
  chosen: readonly Chosen[],
) =>
  rounded(
    optionGroups
      .flatMap(({ groupId, options }) => options.filter(({ optionId }) => isChosen(chosen, { groupId, optionId })))
      .reduce((sum, { priceDelta }) => sum + priceDelta, price),
  );

/** How many of a line there may be. */
export const MOST_OF_A_LINE = 99;

/** Whether so many may be put in a cart: what is being typed is often no number yet. */
export const isQuantity = (quantity: number): boolean =>
  Number.isInteger(quantity) && quantity >= 1 && quantity <= MOST_OF_A_LINE;

/** An amount that was calculated, in whole hundredths. */
export const rounded = (amount: number): number => Math.round(amount * 100) / 100;
