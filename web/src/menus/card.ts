import type { Schema } from '../api/client.js';

type MenuView = Schema<'MenuView'>;
export type OptionGroup = Schema<'OptionGroup'>;
export type Option = OptionGroup['options'][number];

/** What customers are shown of a menu; a store sells one card, and may be asked about another. */
export type Card = Pick<
  MenuView,
  | ('menuName' | 'menuType' | 'description' | 'price' | 'category')
  | ('position' | 'allergens' | 'imageUrl' | 'optionGroups')
>;
