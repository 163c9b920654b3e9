import 'reflect-metadata';
import type { Minor } from '@doremi/domain';
import { ValidateBy } from './class-validator.js';
import type { TSchema } from './responses/schemas.js';

/** One kind of field: how it is read, what it may hold, and how that is told to people and to programs. */
export interface FieldRule {
  /** Stable name; a field error's `code` is this in capitals. */
  readonly name: string;
  /**
   * Turns what JSON or a query holds into what the field holds; absent where that is the same. `unit` is the smallest amount
   * of the chain's currency, in minor units.
   */
  readonly read?: (input: unknown, unit: Minor) => unknown;
  readonly valid: (value: unknown) => boolean;
  readonly says: string;
  /** What is wrong inside a value that is made of parts: `at` is the way there from the field. Empty where it is as a whole. */
  readonly explain?: (value: unknown) => readonly FaultInside[];
  readonly schema: TSchema;
  /** Pattern of the text that is as good as the schema's number: HTTPie sends numbers as text. */
  readonly asText?: string;
}

/** One thing that is wrong inside a value. */
export interface FaultInside {
  /** `[0].options[1].name` */
  readonly at: string;
  readonly code: string;
  readonly detail: string;
}

/** What the decorators of one field say together. */
export interface Field {
  readonly rule?: FieldRule;
  readonly optional?: true;
  readonly nullable?: true;
}

const declared = new Map<object, Map<string, Field>>();

/** Adds to what is known of a field. */
export const declare = (target: object, property: string | symbol, known: Field): void => {
  const own = declared.get(target) ?? new Map<string, Field>();
  declared.set(target, own.set(String(property), { ...own.get(String(property)), ...known }));
};

/** Declares a field that follows the rule. */
export const field =
  (rule: FieldRule): PropertyDecorator =>
  (target, property) => {
    declare(target, property, { rule });
    const validator = { validate: (value: unknown) => rule.valid(value), defaultMessage: () => rule.says };
    ValidateBy({ name: rule.name, validator })(target, property);
  };

const collected = new WeakMap<object, ReadonlyMap<string, Field>>();

/** The fields of a request class by its prototype, those of its base classes included. */
export const fieldsOf = (prototype: object): ReadonlyMap<string, Field> => {
  const before = collected.get(prototype);
  if (before) return before;
  const fields = collect(prototype);
  collected.set(prototype, fields);
  return fields;
};

/** Of a class that is there its decorators have run, so this is the same each time. */
const collect = (prototype: object): ReadonlyMap<string, Field> => {
  const found = new Map<string, Field>();
  for (let type: object | null = prototype; type; type = Object.getPrototypeOf(type) as object | null)
    for (const [name, known] of declared.get(type) ?? []) if (!found.has(name)) found.set(name, known);
  return found;
};
