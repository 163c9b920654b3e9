import type { TSchema } from '../responses/schemas.js';

/** A JSON Schema (2020-12), as OpenAPI 3.1 takes it. */
export type JsonSchema = Readonly<Record<string, unknown>>;
export type JsonSchemas = Readonly<Record<string, JsonSchema>>;

/** Where a document has its named schemas, filled with each that something refers to. */
export type NamedSchemas = Record<string, JsonSchema>;

/**
 * A schema as the document has it: those in it that have a name are put into `named` and referred to. Throws where two
 * that differ have one name.
 */
export const schemaIn = (schema: TSchema, named: NamedSchemas): JsonSchema => referring(schema, named) as JsonSchema;

const referring = (part: unknown, named: NamedSchemas): unknown => {
  if (part === null || typeof part !== 'object') return part;
  if (Array.isArray(part)) return part.map((one: unknown) => referring(one, named));
  const { $id, ...rest } = part as { readonly $id?: string };
  const schema = Object.fromEntries(Object.entries(rest).map(([name, one]) => [name, referring(one, named)]));
  if ($id === undefined) return schema;
  const known = named[$id];
  if (known && JSON.stringify(known) !== JSON.stringify(schema)) throw new Error(`two schemas are called ${$id}`);
  named[$id] = schema;
  return refTo($id);
};

/** Refers to one of the document's named schemas. */
export const refTo = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });
