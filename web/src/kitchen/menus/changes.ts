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

const named = (ids: unknown, nameOf: (id: string) => string): unknown =>
  Array.isArray(ids) ? ids.map((id) => nameOf(String(id))) : ids;

/**
 * A path such as `optionGroups.size.options.small.priceDelta`, by the names that people know its group and option by. Ids have no
 * dots, so that its parts are as many as it is deep.
 */
export const shownChange = ({ field: path, from, to }: Change, groups: readonly Group[]): ShownChange => {
  const [top, groupId, second, optionId, last] = path.split('.');
  const shown = (inside: readonly string[], field: ShownChange['field']): ShownChange => ({
    ...{ path, inside, field, from, to },
  });
  /** Another order, which is told by ids. */
  const inOrder = (inside: readonly string[], field: ChangedField, nameOf: (id: string) => string): ShownChange => ({
    ...shown(inside, field),
    ...{ from: named(from, nameOf), to: named(to, nameOf) },
  });
  const groupNameOf = (id: string): string => groups.find((one) => one.groupId === id)?.name ?? id;
  if (top !== 'optionGroups') return shown([], isField(top) ? top : null);
  if (groupId === undefined) return inOrder([], top, groupNameOf);
  const groupName = groupNameOf(groupId);
  if (second !== 'options') return shown([groupName], isField(second) ? second : null);
  const options = groups.filter((one) => one.groupId === groupId).flatMap((group) => group.options);
  const optionNameOf = (id: string): string => options.find((one) => one.optionId === id)?.name ?? id;
  if (optionId === undefined) return inOrder([groupName], 'optionsOrder', optionNameOf);
  return shown([groupName, optionNameOf(optionId)], isField(last) ? last : null);
};

const NO_POSITION = Number.MAX_SAFE_INTEGER;

/** A list by position, those without one last. */
export const byPosition = (
  a: Pick<Schema<'StoreMenuView'>, 'position' | 'menuId'>,
  b: Pick<Schema<'StoreMenuView'>, 'position' | 'menuId'>,
): number => (a.position ?? NO_POSITION) - (b.position ?? NO_POSITION) || a.menuId - b.menuId;
