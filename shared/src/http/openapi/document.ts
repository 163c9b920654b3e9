import { fieldsOf } from '../field.js';
import type { Described } from '../route.js';
import { chapters } from './answers/all.js';
import type { Documented, RouteKey } from './answers/chapter.js';
import { headers, parameterRef, parameters, securitySchemes } from './headers.js';
import { problemSchemas } from './problem-schemas.js';
import { exampleOf } from './examples.js';
import { bodySchemaOf, queryParametersOf } from './request-schema.js';
import { responsesOf } from './responses.js';
import type { Schema, Schemas } from './schema.js';

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

const documented = new Map(
  chapters.flatMap(({ tag, routes }) =>
    Object.entries(routes).map(([key, entry]) => [key, { tag, ...entry }] as const),
  ),
);

/** How a route is called in the chapters. */
export const keyOf = ({ method, path }: Pick<Described, 'method' | 'path'>): string =>
  `${method.toUpperCase()} ${path}`;

/** Every route that the chapters describe. */
export const documentedKeys = (): RouteKey[] => [...documented.keys()] as RouteKey[];

/** Shown until a chapter describes the route; a test in each service sees to it that there is none. */
const UNDOCUMENTED = { tag: 'undocumented', operation: '', summary: 'Not documented', answers: {} };

/** The OpenAPI document of a route table: parameters and bodies from the request classes, answers from the chapters. */
export const openApiOf = (routes: readonly Described[]): OpenApiDocument => {
  const schemas = { ...problemSchemas, ...namedSchemas() };
  const paths: Record<string, Record<string, Operation>> = {};
  for (const route of routes)
    (paths[templateOf(route.path)] ??= {})[route.method] = operationOf(
      route,
      documented.get(keyOf(route)) ?? UNDOCUMENTED,
    );
  return {
    openapi: '3.1.0',
    info: {
      title: 'Doremi Pizza',
      version: '1',
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'The gateway that serves this document' }],
    tags: chapters.map(({ tag, about }) => ({ name: tag, description: about })),
    paths: withExamples(paths, schemas),
    components: { schemas, parameters, headers, securitySchemes },
  };
};

/** Puts an example beside every schema of a body, wherever it is. */
const withExamples = <Part>(part: Part, schemas: Schemas): Part => {
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
  readonly schema: Schema;
  readonly 'x-line'?: Schema;
}
type Content = Readonly<Record<string, Media>>;

const contentWithExamples = (content: Content, schemas: Schemas) =>
  Object.fromEntries(
    Object.entries(content).map(([type, media]) => [type, { ...media, example: exampleIn(media, schemas) }]),
  );

const exampleIn = ({ schema, 'x-line': line }: Media, schemas: Schemas): unknown =>
  line ? `${JSON.stringify(exampleOf(line, schemas))}\n` : exampleOf(schema, schemas);

/** The parts that several services serve, as one document. */
export const merged = ([first, ...others]: readonly [OpenApiDocument, ...OpenApiDocument[]]): OpenApiDocument =>
  others.reduce((whole, part) => {
    const paths = { ...whole.paths };
    for (const [path, operations] of Object.entries(part.paths)) paths[path] = { ...paths[path], ...operations };
    return { ...whole, paths };
  }, first);

const DESCRIPTION =
  'From a menu to a delivered pizza. Commands are POST, PUT and DELETE; they answer the new state and where its last ' +
  'event is (`X-Event-Position`). Every refusal is `application/problem+json` with a stable `code`.';

const namedSchemas = () => Object.fromEntries(chapters.flatMap(({ schemas }) => Object.entries(schemas)));

/** `/menus/:menuId` → `/menus/{menuId}`. */
const templateOf = (path: string): string => path.replaceAll(/:(\w+)/g, '{$1}');

const operationOf = (route: Described, entry: Documented & { readonly tag: string }): Operation => {
  const inPath = route.of === 'operator' ? NAME : DIGITS;
  const isList = route.query !== undefined && fieldsOf(route.query.prototype as object).has('cursor');
  return {
    operationId: entry.operation || operationIdOf(route),
    summary: entry.summary,
    tags: [entry.tag],
    'x-roles': route.who === 'all' ? ['all'] : route.who,
    // A token is never wrong; whether it is asked for is a matter of AUTH.
    security: route.who === 'all' ? [{}] : [{ token: [] }, {}],
    parameters: [
      ...[...route.path.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: inPath })),
      ...(route.query ? queryParametersOf(route.query) : []),
      ...Object.entries(entry.query ?? {}).map(([name, schema]) => ({ in: 'query', name, required: false, schema })),
      ...headersFor(route).map(parameterRef),
    ],
    ...(route.body && { requestBody: requestBodyOf(route.body) }),
    responses: responsesOf(route, entry, isList),
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

/** `POST /mycart/:cartId/order` → `postMycartCartIdOrder`. */
const operationIdOf = ({ method, path }: Pick<Described, 'method' | 'path'>): string =>
  method + path.replaceAll(/[^a-zA-Z]+([a-zA-Z])/g, (_, letter: string) => letter.toUpperCase());
