import type { TEnum, TProperties, TSchema, TUnsafe } from 'typebox';
import { Type } from './type-builders.js';

/** The type of what a schema describes: `type Cart = Static<typeof Cart>`. */
export type { Static, TObject, TSchema } from 'typebox';

/** An object with these fields and no other, so that a field nobody documented is found. */
export const object = <Fields extends TProperties>(fields: Fields) =>
  Type.Object(fields, { additionalProperties: false });

/** The same as one of the document's named schemas: wherever it stands, the document refers to it. */
export const named = <Fields extends TProperties>(name: string, fields: Fields) =>
  Type.Object(fields, { $id: name, additionalProperties: false });

export const array = <Items extends TSchema>(items: Items) => Type.Immutable(Type.Array(items));

export const integer = (minimum: number, maximum?: number) =>
  Type.Integer({ minimum, ...(maximum !== undefined && { maximum }) });

/** Ids, revisions, and the numbers of attempts and lines. */
export const id = integer(1);
export const count = integer(0);
export const describedCount = (description: string) => Type.Integer({ minimum: 0, description });
/** What is measured, such as seconds. */
export const measure = Type.Number({ minimum: 0 });

/**
 * A decimal amount, as money looks at the HTTP edge. That it has two decimals at most is said in words: `multipleOf: 0.01`
 * divides binary fractions, and refuses every seventh amount that is right.
 */
export const money = Type.Number({ minimum: 0, description: 'An amount with at most two decimals.' });

/** What one amount is more than another, or less. */
export const difference = Type.Number({ description: 'A difference of amounts, with at most two decimals.' });

export const text = Type.String();
/** Text that looks like this. */
export const textLike = (example: string) => Type.String({ examples: [example] });
export const describedText = (description: string) => Type.String({ description });
export const flag = Type.Boolean();
export const instant = Type.String({ format: 'date-time' });

export const DAY = '^\\d{4}-\\d{2}-\\d{2}$';
/** A date, `2026-01-31`. */
export const day = Type.String({ pattern: DAY });

export const LOCAL_TIME = '^([01]\\d|2[0-3]):[0-5]\\d$';
/** A time of day, `18:30`. */
export const localTime = Type.String({ pattern: LOCAL_TIME, examples: ['18:30'] });

export const oneOf = <Values extends string[]>(...values: readonly [...Values]): TEnum<Values> =>
  Type.Enum(values, { type: 'string' });

/** One value and no other. */
export const constant = <const Value>(value: Value): TUnsafe<Value> => Type.Unsafe<Value>({ const: value });

export const anyOf = <Schemas extends TSchema[]>(...schemas: [...Schemas]) => Type.Union(schemas);
export const nullable = <Value extends TSchema>(schema: Value) => Type.Union([schema, Type.Null()]);
/** A field that may be missing. */
export const optional = Type.Optional;
/** The same fields, each of which may be missing. */
export const optionals = <Fields extends TProperties>(fields: Fields) => Type.Partial(Type.Object(fields)).properties;

/** Any object: what is in it is said elsewhere. */
export const anything = Type.Unsafe<object>({ type: 'object' });
/** Texts by names that nobody knows beforehand. */
export const textsByName = (about: { readonly description: string; readonly examples: readonly object[] }) =>
  Type.Unsafe<Readonly<Record<string, string>>>({ type: 'object', additionalProperties: text, ...about });
/** Any value. */
export const unknown = Type.Unknown();

/** A page of a list. */
export const pageOf = <Item extends TSchema>(item: Item) => object({ items: array(item), nextCursor: nullable(text) });
