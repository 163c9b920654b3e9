import { isAhead, isSameOption, type OptionGroup as OptionGroupState, type SoldOutOption } from '@doremi/domain';
import { cardFields, MenuOption, optionGroupsResponse } from './menus.schemas.js';
import {
  array,
  count,
  flag,
  id,
  instant,
  money,
  named,
  nullable,
  object,
  oneOf,
  text,
  type Static,
} from './schemas.js';

const StoreOption = object({ ...MenuOption.properties, available: flag, soldOutUntil: nullable(instant) });

/** A menu's group at a store: which of its options are to be had there now. */
const StoreOptionGroup = named('StoreOptionGroup', {
  ...{ groupId: text, name: text, min: count, max: count },
  options: array(StoreOption),
});

/** A card as a store sells it. */
export const soldCardFields = { ...cardFields, optionGroups: array(StoreOptionGroup) };

/** The groups of what a store sells at `now` (ISO 8601). */
export const soldGroupsResponse = (
  groups: readonly OptionGroupState[],
  soldOut: readonly SoldOutOption[],
  now: string,
): readonly Static<typeof StoreOptionGroup>[] => {
  const out = soldOut.filter(({ until }) => isAhead(until, now));
  return optionGroupsResponse(groups).map((group) => ({
    ...group,
    options: group.options.map((option) => {
      const { groupId } = group;
      const isOut = out.find((one) => isSameOption(one, { groupId, optionId: option.optionId }));
      return { ...option, available: !isOut, soldOutUntil: isOut?.until ?? null };
    }),
  }));
};

/** What every response with a store's menu in it says of that. */
export const storeMenuFields = {
  storeId: id,
  menuId: id,
  menuStatus: oneOf('REGISTERED', 'APPROVED', 'REJECTED', 'DELISTED'),
  available: flag,
  liveRevision: nullable(id),
  pendingRevision: nullable(id),
  soldOutUntil: nullable(instant),
  version: id,
};

/** A revision of the menu, as the one that waits for the store's answer. */
export const RevisedCard = object({ revision: id, ...cardFields });

/** What a store has to judge, and the price that it set itself: for the store and head office. */
export const judgedFields = { pending: nullable(RevisedCard), ownPrice: nullable(money) };
