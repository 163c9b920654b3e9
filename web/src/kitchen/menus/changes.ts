import type { Schema } from '../../api/client.js';

type Group = Schema<'OptionGroup'>;
type Change = NonNullable<Schema<'StoreMenuView'>['changes']>[number];

/** Fields of a menu, a group and an option, by their names in the catalogue of texts. */
const FIELDS = [
  ...(['menuName', 'menuType', 'description', 'price', 'category', 'position', 'allergens', 'imageUrl'] as const),
  ...(['optionGroups', 'name', 'min', 'max', 'priceDelta', 'default'] as const),
];
export type ChangedField = (typeof FIELDS)[number] | 'optionsOrder';

/** One thing that is different: inside which group and option, which field of it; null where that whole thing came or went. */
export interface ShownChange {
  readonly path: string;
  readonly inside: readonly string[];
  readonly field: ChangedField | null;
  readonly from: unknown;
  readonly to: unknown;
}

const isField = (text: string | undefined): text is (typeof FIELDS)[number] =>
  (FIELDS as readonly (string | undefined)[]).includes(text);

/**
 * A path such as `optionGroups.size.options.small.priceDelta`, by the names that people know its group and option by. Ids have no
 * dots, so that its parts are as many as it is deep.
 */
export const shownChange = ({ field: path, from, to }: Change, groups: readonly Group[]): ShownChange => {
  const [top, groupId, second, optionId, last] = path.split('.');
  const shown = (inside: readonly string[], field: ShownChange['field']): ShownChange => ({
    ...{ path, inside, field, from, to },
  });
  if (top !== 'optionGroups' || groupId === undefined) return shown([], isField(top) ? top : null);
  const group = groups.find((one) => one.groupId === groupId);
  const groupName = group?.name ?? groupId;
  if (second !== 'options') return shown([groupName], isField(second) ? second : null);
  if (optionId === undefined) return shown([groupName], 'optionsOrder');
  const optionName = group?.options.find((one) => one.optionId === optionId)?.name ?? optionId;
  return shown([groupName, optionName], isField(last) ? last : null);
};

const NO_POSITION = Number.MAX_SAFE_INTEGER;

/** A list by position, those without one last. */
export const byPosition = (
  a: Pick<Schema<'StoreMenuView'>, 'position' | 'menuId'>,
  b: Pick<Schema<'StoreMenuView'>, 'position' | 'menuId'>,
): number => (a.position ?? NO_POSITION) - (b.position ?? NO_POSITION) || a.menuId - b.menuId;
