/** A JSON Schema (2020-12), as OpenAPI 3.1 takes it. */
export type Schema = Readonly<Record<string, unknown>>;
export type Schemas = Readonly<Record<string, Schema>>;

/** An object with these fields and no other, so that a field nobody documented is found. */
export const object = (required: Schemas, optional: Schemas = {}): Schema => ({
  type: 'object',
  properties: { ...required, ...optional },
  required: Object.keys(required),
  additionalProperties: false,
});

export const array = (items: Schema): Schema => ({ type: 'array', items });
export const integer = (minimum: number, maximum?: number): Schema => ({
  type: 'integer',
  minimum,
  ...(maximum !== undefined && { maximum }),
});
/** Ids, revisions, and the numbers of attempts and lines. */
export const id = integer(1);
/**
 * A decimal amount, as money looks at the HTTP edge. That it has two decimals at most is said in words: `multipleOf: 0.01`
 * divides binary fractions, and refuses every seventh amount that is right.
 */
export const money: Schema = { type: 'number', minimum: 0, description: 'An amount with at most two decimals.' };
export const text: Schema = { type: 'string' };
export const flag: Schema = { type: 'boolean' };
export const instant: Schema = { type: 'string', format: 'date-time' };
/** A date, `2026-01-31`. */
export const day: Schema = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };
export const oneOf = (...values: readonly string[]): Schema => ({ type: 'string', enum: values });
export const anyOf = (...schemas: readonly Schema[]): Schema => ({ anyOf: schemas });
export const nullable = (schema: Schema): Schema => anyOf(schema, { type: 'null' });
/** One of the document's named schemas. */
export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
/** A page of a list. */
export const pageOf = (item: Schema): Schema => object({ items: array(item), nextCursor: nullable(text) });
