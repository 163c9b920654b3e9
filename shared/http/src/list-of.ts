import type { Minor } from '@doremi/domain';
import { isRefusal } from '@doremi/event-sourcing';
import { type FaultInside, field } from './declare-field.js';
import { faultsIn, objectFrom, Unreadable } from './object-of.js';
import { bodySchemaOf } from './openapi/request-schema.js';
import type { RequestClass } from './route.js';

interface ListRule<Item> {
  readonly min?: number;
  readonly max: number;
  /** What the items break together, once each of them is right. */
  readonly faults?: (items: readonly Item[]) => readonly FaultInside[];
}

/** A list of min to max objects, each read and validated as its class says; what is wrong is named with its place in the list. */
export const ListOf = <Item extends object>(
  type: RequestClass<Item>,
  { min = 0, max, faults = () => [] }: ListRule<Item>,
): PropertyDecorator => {
  const isShort = (value: unknown): value is readonly unknown[] =>
    Array.isArray(value) && value.length >= min && value.length <= max;
  const explain = (value: unknown): readonly FaultInside[] => {
    if (value instanceof Unreadable) return value.faults;
    return isShort(value) ? faults(value as readonly Item[]) : [];
  };
  return field({
    name: 'list',
    read: (input, unit) => (isShort(input) ? itemsOf(type, input, unit) : input),
    valid: (value) => isShort(value) && explain(value).length === 0,
    says: `must be a list of ${min} to ${max}`,
    explain,
    schema: { type: 'array', items: bodySchemaOf(type), minItems: min, maxItems: max },
  });
};

const itemsOf = <Item extends object>(
  type: RequestClass<Item>,
  input: readonly unknown[],
  unit: Minor,
): readonly Item[] | Unreadable => {
  const items: Item[] = [];
  const wrong: FaultInside[] = [];
  input.forEach((one, index) => {
    const item = objectFrom(type, one, unit);
    if (isRefusal(item)) wrong.push(...faultsIn(item).map(({ at, ...fault }) => ({ ...fault, at: `[${index}]${at}` })));
    else items.push(item);
  });
  return wrong.length > 0 ? new Unreadable(wrong) : items;
};
