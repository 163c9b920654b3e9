import type { Type as TypeBox } from 'typebox';

type Schema = Readonly<Record<string, unknown>>;
type Schemas = Readonly<Record<string, Schema>>;

const optionals = new WeakSet<object>();
const optional = (schema: Schema): Schema => {
  const same = { ...schema };
  optionals.add(same);
  return same;
};

const objectOf = (properties: Schemas, options?: Schema): Schema => {
  const required = Object.keys(properties).filter((name) => !optionals.has(properties[name] ?? {}));
  return { type: 'object', ...(required.length > 0 && { required }), properties, ...options };
};

const plain =
  (type: string) =>
  (options?: Schema): Schema => ({ type, ...options });

const builders = {
  Array: (items: Schema, options?: Schema): Schema => ({ type: 'array', items, ...options }),
  Boolean: plain('boolean'),
  Enum: (values: readonly unknown[], options?: Schema): Schema => ({ enum: values, ...options }),
  Immutable: (schema: Schema): Schema => schema,
  Integer: plain('integer'),
  Null: plain('null'),
  Number: plain('number'),
  Object: objectOf,
  Optional: optional,
  Partial: ({ properties }: { readonly properties: Schemas }): Schema =>
    objectOf(Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, optional(schema)]))),
  String: plain('string'),
  Union: (anyOf: readonly Schema[], options?: Schema): Schema => ({ anyOf, ...options }),
  Unknown: (options?: Schema): Schema => ({ ...options }),
  Unsafe: (schema: Schema): Schema => schema,
};

/**
 * The builders of TypeBox that are used here, with TypeBox's types: they make plain JSON schemas, and its package would load
 * 373 modules in each process for it. A spec holds them against the real ones.
 */
export const Type = builders as unknown as Pick<typeof TypeBox, keyof typeof builders>;
