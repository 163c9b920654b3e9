import { fieldsOf, type Field } from '../field.js';
import type { RequestClass } from '../route.js';
import { anyOf, nullable, object, type Schema, type Schemas } from './schema.js';

interface Documented {
  readonly name: string;
  readonly schema: Schema;
  readonly required: boolean;
}

const schemaOf = ({ rule, nullable: isNullable }: Field, withText: boolean, initial: unknown): Schema => {
  const { schema = {}, asText, says } = rule ?? {};
  const read = withText && asText ? anyOf(schema, { type: 'string', pattern: asText }) : schema;
  return {
    ...(isNullable ? nullable(read) : read),
    ...(says && { description: says }),
    ...(initial !== undefined && { default: initial }),
  };
};

const documented = (type: RequestClass, withText: boolean): Documented[] => {
  const defaults = new type() as Record<string, unknown>;
  return [...fieldsOf(type.prototype as object)].map(([name, field]) => ({
    name,
    schema: schemaOf(field, withText, defaults[name]),
    required: !field.optional,
  }));
};

/** What a body of this class may hold. */
export const bodySchemaOf = (type: RequestClass): Schema => {
  const fields = documented(type, true);
  const schemas = (required: boolean): Schemas =>
    Object.fromEntries(fields.filter((field) => field.required === required).map(({ name, schema }) => [name, schema]));
  return object(schemas(true), schemas(false));
};

/** The query parameters of this class. In a query everything is text, so numbers are just numbers there. */
export const queryParametersOf = (type: RequestClass): object[] =>
  documented(type, false).map((field) => ({ in: 'query', ...field }));
