import { array, type cardResponse, object, type Static, text, unknown } from '@doremi/http';

type Card = ReturnType<typeof cardResponse>;
type Group = Card['optionGroups'][number];

/** One thing that a revision says otherwise; what is not there on one side is null there. */
const Change = object({ field: text, from: unknown, to: unknown });
export const Changes = array(Change);
type Change = Static<typeof Change>;

const FIELDS = [
  ...(['menuName', 'menuType', 'description', 'price', 'category'] as const),
  ...(['position', 'allergens', 'imageUrl'] as const),
];

/**
 * What a revision says otherwise than what is sold: by field, and inside the options by the ids that lead there
 * (`optionGroups.size.options.small.priceDelta`). Another order is a change of the ids.
 */
export const changesBetween = (live: Card, pending: Card): readonly Change[] => [
  ...FIELDS.flatMap((field) => changed(field, live[field], pending[field])),
  ...listChanges('optionGroups', live.optionGroups, pending.optionGroups, ({ groupId }) => groupId, groupChanges),
];

const groupChanges = (path: string, was: Group, is: Group): Change[] => [
  ...(['name', 'min', 'max'] as const).flatMap((field) => changed(`${path}.${field}`, was[field], is[field])),
  ...listChanges(`${path}.options`, was.options, is.options, ({ optionId }) => optionId, optionChanges),
];

type Option = Group['options'][number];
const optionChanges = (path: string, was: Option, is: Option): Change[] =>
  (['name', 'priceDelta', 'default'] as const).flatMap((field) => changed(`${path}.${field}`, was[field], is[field]));

const listChanges = <Item>(
  path: string,
  was: readonly Item[],
  is: readonly Item[],
  idOf: (item: Item) => string,
  inside: (path: string, was: Item, is: Item) => Change[],
): Change[] => {
  const [before, after] = [was.map(idOf), is.map(idOf)];
  const staying = (ids: readonly string[]) => ids.filter((id) => before.includes(id) && after.includes(id)).join();
  const isMoved = staying(before) !== staying(after);
  return [
    ...(isMoved ? [{ field: path, from: before, to: after }] : []),
    ...[...new Set([...before, ...after])].flatMap((id) => {
      const [from = null, to = null] = [was[before.indexOf(id)], is[after.indexOf(id)]];
      return from && to ? inside(`${path}.${id}`, from, to) : [{ field: `${path}.${id}`, from, to }];
    }),
  ];
};

const changed = (field: string, from: unknown, to: unknown): Change[] =>
  valueOf(from) === valueOf(to) ? [] : [{ field, from, to }];

/** Of a list of allergens the order says nothing. */
const valueOf = (value: unknown): string =>
  JSON.stringify(Array.isArray(value) ? [...(value as unknown[])].sort() : value);
