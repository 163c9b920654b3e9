import { type MenuCard, type OptionGroup as OptionGroupState, toDecimal } from '@doremi/domain';
import {
  array,
  count,
  difference,
  flag,
  id,
  money,
  named,
  nullable,
  object,
  oneOf,
  text,
  type Static,
  type TObject,
} from './schemas.js';

export const MenuOption = object({ optionId: text, name: text, priceDelta: difference, default: flag });

/** A choice that a customer makes: from `min` to `max` of its options, each once at most. */
const OptionGroup = named('OptionGroup', {
  groupId: text,
  name: text,
  min: count,
  max: count,
  options: array(MenuOption),
});
type OptionGroup = Static<typeof OptionGroup>;

/** What a menu's card shows, in every response that has one. */
export const cardFields = {
  menuName: text,
  menuType: text,
  description: text,
  price: money,
  category: nullable(text),
  position: nullable(count),
  allergens: array(text),
  imageUrl: nullable(text),
  optionGroups: array(OptionGroup),
};
type Card = Static<TObject<typeof cardFields>>;

/** A card as it is shown. */
export const cardResponse = (card: MenuCard): Card => ({
  menuName: card.menuName,
  menuType: card.menuType,
  description: card.description,
  price: toDecimal(card.price),
  category: card.category,
  position: card.position,
  allergens: card.allergens,
  imageUrl: card.imageUrl,
  optionGroups: optionGroupsResponse(card.optionGroups),
});

export const optionGroupsResponse = (groups: readonly OptionGroupState[]): readonly OptionGroup[] =>
  groups.map((group) => ({
    groupId: group.groupId,
    name: group.name,
    min: group.min,
    max: group.max,
    options: group.options.map((option) => ({ ...option, priceDelta: toDecimal(option.priceDelta) })),
  }));

/** What every response with a menu in it says of the menu. */
export const menuFields = { id, menuId: id, ...cardFields, revision: id, status: oneOf('ACTIVE', 'DELETED') };
