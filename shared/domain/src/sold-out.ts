import { isSameOption } from './choices.js';
import type { Choice } from './events/cart.events.js';
import type { OptionGroup } from './events/menu.events.js';
import type { SoldOutOption } from './events/store-menu.events.js';

/** The list with this one in it, once. */
export const withSoldOut = (
  all: readonly SoldOutOption[],
  { groupId, optionId, until }: SoldOutOption,
): SoldOutOption[] => [...withoutOption(all, { groupId, optionId }), { groupId, optionId, until }];

export const withoutOption = (all: readonly SoldOutOption[], gone: Choice): SoldOutOption[] =>
  all.filter((one) => !isSameOption(one, gone));

/** Those that the groups still have: a revision that comes back later with such an option has it in stock. */
export const stillOffered = (all: readonly SoldOutOption[], groups: readonly OptionGroup[]): readonly SoldOutOption[] =>
  all.filter(({ groupId, optionId }) => hasOption(groups, { groupId, optionId }));

export const hasOption = (groups: readonly OptionGroup[], { groupId, optionId }: Choice): boolean =>
  groups.some((group) => group.groupId === groupId && group.options.some((option) => option.optionId === optionId));

/** Whether `until` is still ahead at `now`, both ISO 8601: a time that has passed counts no longer. */
export const isAhead = (until: string | null, now: string): boolean =>
  until === null || Date.parse(until) > Date.parse(now);
