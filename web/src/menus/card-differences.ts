import type { Card, Option, OptionGroup } from './card.js';

type TextField = 'menuName' | 'menuType' | 'description' | 'category' | 'imageUrl';

/** One thing that a card says otherwise than another one did. Groups and options are told by the name that people see. */
export type Difference =
  | { readonly kind: TextField; readonly from: string | null; readonly to: string | null }
  | { readonly kind: 'price'; readonly from: number; readonly to: number }
  | { readonly kind: 'position'; readonly from: number | null; readonly to: number | null }
  | { readonly kind: 'allergens'; readonly added: readonly string[]; readonly gone: readonly string[] }
  | { readonly kind: 'groupsMoved' }
  | { readonly kind: 'groupAdded' | 'groupGone'; readonly group: OptionGroup }
  | { readonly kind: 'groupName'; readonly from: string; readonly to: string }
  | { readonly kind: 'groupRule'; readonly group: OptionGroup; readonly was: OptionGroup }
  | { readonly kind: 'optionsMoved'; readonly group: OptionGroup }
  | { readonly kind: 'optionAdded' | 'optionGone'; readonly group: OptionGroup; readonly option: Option }
  | { readonly kind: 'optionName'; readonly group: OptionGroup; readonly from: string; readonly to: string }
  | {
      readonly kind: 'optionPrice';
      readonly group: OptionGroup;
      readonly option: Option;
      readonly from: number;
      readonly to: number;
    }
  | { readonly kind: 'optionDefault'; readonly group: OptionGroup; readonly option: Option };

/** What the second card says otherwise than the first, in the order in which a card is read; groups and options are known by their ids. */
export const differencesBetween = (was: Card, is: Card): readonly Difference[] => [
  ...textDifferences(was, is, ['menuName', 'menuType']),
  ...(was.price === is.price ? [] : [{ kind: 'price', from: was.price, to: is.price } as const]),
  ...textDifferences(was, is, ['description', 'category']),
  ...(was.position === is.position ? [] : [{ kind: 'position', from: was.position, to: is.position } as const]),
  ...allergenDifferences(was.allergens, is.allergens),
  ...textDifferences(was, is, ['imageUrl']),
  ...groupDifferences(was.optionGroups, is.optionGroups),
];

const textDifferences = (was: Card, is: Card, fields: readonly TextField[]): Difference[] =>
  fields.filter((field) => was[field] !== is[field]).map((kind) => ({ kind, from: was[kind], to: is[kind] }));

const allergenDifferences = (was: readonly string[], is: readonly string[]): Difference[] => {
  const added = is.filter((one) => !was.includes(one));
  const gone = was.filter((one) => !is.includes(one));
  return added.length + gone.length === 0 ? [] : [{ kind: 'allergens', added, gone }];
};

interface Both<Item> {
  readonly staying: readonly { readonly was: Item; readonly is: Item }[];
  readonly added: readonly Item[];
  readonly gone: readonly Item[];
  /** Whether those that stay come in another order. */
  readonly isMoved: boolean;
}

const compared = <Item>(was: readonly Item[], is: readonly Item[], idOf: (item: Item) => string): Both<Item> => {
  const before = new Map(was.map((item) => [idOf(item), item]));
  const after = new Map(is.map((item) => [idOf(item), item]));
  const order = (ids: Map<string, Item>, others: Map<string, Item>) => [...ids.keys()].filter((id) => others.has(id));
  return {
    staying: is.flatMap((item) => {
      const one = before.get(idOf(item));
      return one ? [{ was: one, is: item }] : [];
    }),
    added: is.filter((item) => !before.has(idOf(item))),
    gone: was.filter((item) => !after.has(idOf(item))),
    isMoved: order(before, after).join() !== order(after, before).join(),
  };
};

const groupDifferences = (was: readonly OptionGroup[], is: readonly OptionGroup[]): Difference[] => {
  const { staying, added, gone, isMoved } = compared(was, is, ({ groupId }) => groupId);
  return [
    ...gone.map((group) => ({ kind: 'groupGone', group }) as const),
    ...added.map((group) => ({ kind: 'groupAdded', group }) as const),
    ...staying.flatMap((both) => insideGroup(both.was, both.is)),
    ...(isMoved ? [{ kind: 'groupsMoved' } as const] : []),
  ];
};

const insideGroup = (was: OptionGroup, group: OptionGroup): Difference[] => {
  const { staying, added, gone, isMoved } = compared(was.options, group.options, ({ optionId }) => optionId);
  return [
    ...(was.name === group.name ? [] : [{ kind: 'groupName', from: was.name, to: group.name } as const]),
    ...(was.min === group.min && was.max === group.max ? [] : [{ kind: 'groupRule', group, was } as const]),
    ...gone.map((option) => ({ kind: 'optionGone', group, option }) as const),
    ...added.map((option) => ({ kind: 'optionAdded', group, option }) as const),
    ...staying.flatMap((both) => insideOption(group, both.was, both.is)),
    ...(isMoved ? [{ kind: 'optionsMoved', group } as const] : []),
  ];
};

const insideOption = (group: OptionGroup, was: Option, option: Option): Difference[] => [
  ...(was.name === option.name ? [] : [{ kind: 'optionName', group, from: was.name, to: option.name } as const]),
  ...(was.priceDelta === option.priceDelta
    ? []
    : [{ kind: 'optionPrice', group, option, from: was.priceDelta, to: option.priceDelta } as const]),
  ...(was.default === option.default ? [] : [{ kind: 'optionDefault', group, option } as const]),
];
