import { fieldsOf, type Field } from '../declare-field.js';
import type { RequestClass } from '../route.js';
import type { JsonSchema } from './json-schema.js';

interface Documented {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly required: boolean;
}

const schemaOf = ({ rule, nullable }: Field, withText: boolean, initial: unknown): JsonSchema => {
  const { schema = {}, asText, says } = rule ?? {};
  const read = withText && asText ? { anyOf: [schema, { type: 'string', pattern: asText }] } : schema;
  return {
    ...(nullable ? { anyOf: [read, { type: 'null' }] } : read),
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
export const bodySchemaOf = (type: RequestClass): JsonSchema => {
  const fields = documented(type, true);
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map(({ name, schema }) => [name, schema])),
    required: fields.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
};

/** The query parameters of this class. In a query everything is text, so numbers are just numbers there. */
export const queryParametersOf = (type: RequestClass): object[] =>
  documented(type, false).map((field) => ({ in: 'query', ...field }));
