import { fieldsOf } from '../declare-field.js';
import type { Described } from '../route.js';
import { acceptLanguage, headers, parameterRef, parameters, securitySchemes } from './headers.js';
import { nameProblems } from './problem-schemas.js';
import { exampleOf } from './examples.js';
import { schemaIn, type JsonSchema, type JsonSchemas, type NamedSchemas } from './json-schema.js';
import { bodySchemaOf, queryParametersOf } from './request-schema.js';
import { responsesOf } from './responses.js';
import { tags } from './tags.js';

type Operation = Readonly<Record<string, unknown>>;

/** OpenAPI 3.1; what is not looked at here is left open. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: object;
  readonly servers: readonly object[];
  readonly tags: readonly object[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, object>>>>;
}

/** How a route is called in the table of access. */
export const keyOf = ({ method, path }: Pick<Described, 'method' | 'path'>): string =>
  `${method.toUpperCase()} ${path}`;

/** The OpenAPI document of a route table, all of it read off the routes. */
export const openApiOf = (routes: readonly Described[]): OpenApiDocument => {
  const schemas: NamedSchemas = {};
  nameProblems(schemas);
  const paths: Record<string, Record<string, Operation>> = {};
  for (const route of routes) (paths[templateOf(route.path)] ??= {})[route.method] = operationOf(route, schemas);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Doremi Pizza',
      version: '1',
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'The gateway that serves this document' }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths: withExamples(paths, schemas),
    components: { schemas, parameters, headers, securitySchemes },
  };
};

/** Puts an example beside every schema of a body, wherever it is. */
const withExamples = <Part>(part: Part, schemas: JsonSchemas): Part => {
  if (part === null || typeof part !== 'object') return part;
  if (Array.isArray(part)) return part.map((one: unknown) => withExamples(one, schemas)) as Part;
  return Object.fromEntries(
    Object.entries(part).map(([name, value]) => [
      name,
      name === 'content' ? contentWithExamples(value as Content, schemas) : withExamples(value as unknown, schemas),
    ]),
  ) as Part;
};

interface Media {
  readonly schema: JsonSchema;
  readonly 'x-line'?: JsonSchema;
}
type Content = Readonly<Record<string, Media>>;

const contentWithExamples = (content: Content, schemas: JsonSchemas) =>
  Object.fromEntries(
    Object.entries(content).map(([type, media]) => [type, { ...media, example: exampleIn(media, schemas) }]),
  );

const exampleIn = ({ schema, 'x-line': line }: Media, schemas: JsonSchemas): unknown =>
  line ? `${JSON.stringify(exampleOf(line, schemas))}\n` : exampleOf(schema, schemas);

/** The parts that several services serve, as one document: each knows the schemas of its own responses. */
export const merged = ([first, ...others]: readonly [OpenApiDocument, ...OpenApiDocument[]]): OpenApiDocument =>
  others.reduce((whole, part) => {
    const paths = { ...whole.paths };
    for (const [path, operations] of Object.entries(part.paths)) paths[path] = { ...paths[path], ...operations };
    const schemas = { ...whole.components.schemas, ...part.components.schemas };
    return { ...whole, paths, components: { ...whole.components, schemas } };
  }, first);

const DESCRIPTION =
  'From a menu to a delivered pizza. Commands are POST, PUT and DELETE; they answer the new state and where its last ' +
  'event is (`X-Event-Position`). Every refusal is `application/problem+json` with a stable `code`.';

/** `/menus/:menuId` → `/menus/{menuId}`. */
const templateOf = (path: string): string => path.replaceAll(/:(\w+)/g, '{$1}');

const operationOf = (route: Described, named: NamedSchemas): Operation => {
  const inPath = route.of === 'operator' ? NAME : DIGITS;
  const isList = route.query !== undefined && fieldsOf(route.query.prototype as object).has('cursor');
  return {
    operationId: route.operation,
    summary: route.summary,
    tags: [route.tag],
    'x-roles': route.roles === 'all' ? ['all'] : route.roles,
    // A token is never wrong; whether it is asked for is a matter of AUTH.
    security: route.roles === 'all' ? [{}] : [{ token: [] }, {}],
    parameters: [
      ...[...route.path.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: inPath })),
      ...(route.query ? queryParametersOf(route.query) : []),
      ...Object.entries(route.parameters ?? {}).map(([name, schema]) => ({
        ...{ in: 'query', name, required: false, schema: schemaIn(schema, named) },
      })),
      ...headersFor(route).map(parameterRef),
      ...(route.languages ? [acceptLanguage(route.languages)] : []),
    ],
    ...(route.body && { requestBody: requestBodyOf(route.body) }),
    responses: responsesOf(route, isList, named),
  };
};

type Headers = readonly (keyof typeof parameters)[];

const headersFor = (route: Described): Headers => {
  if (route.of === 'process') return [];
  return ['Actor', 'CorrelationId', ...(route.of === 'operator' ? [] : publicHeadersFor(route))];
};

const publicHeadersFor = ({ method, streams, ifMatch }: Described): Headers => {
  if (streams) return ['EventPosition', 'LastEventId'];
  if (method === 'get') return ['EventPosition', 'IfNoneMatch'];
  return ifMatch ? ['IdempotencyKey', 'IfMatch'] : ['IdempotencyKey'];
};

/** An id in a path; anything but digits is another path, and not found. */
const DIGITS = { type: 'integer', minimum: 0, maximum: 999_999_999_999_999 };

/** What an operator calls something: a projection, a build, a message. */
const NAME = { type: 'string', minLength: 1 };

const requestBodyOf = (body: NonNullable<Described['body']>) => {
  const schema = bodySchemaOf(body);
  const required = (schema.required as readonly string[]).length > 0;
  return { required, content: { 'application/json': { schema } } };
};
