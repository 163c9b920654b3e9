import type { TSchema } from '../responses/schemas.js';
import { statusOf } from '../problems.js';
import type { Described, Responses } from '../route.js';
import { headerRefs } from './headers.js';
import { schemaIn, type JsonSchema, type NamedSchemas } from './json-schema.js';
import { EVENT_STREAM, type Forms, JSON_LINES, type Media } from './media.js';
import { problemRef, type ProblemCode } from './problem-schemas.js';
type CodesByStatus = Readonly<Record<number, readonly ProblemCode[]>>;

/** Problems that no route can do without, whatever it is for; what a process says of itself aside. */
const ALWAYS: CodesByStatus = {
  400: ['REQUEST_INVALID', 'URL_INVALID', 'ACTOR_INVALID'],
  401: ['TOKEN_INVALID'],
  429: ['RATE_LIMITED'],
  500: ['INTERNAL_ERROR'],
  503: ['ENGINE_UNAVAILABLE', 'OVERLOADED', 'UPSTREAM_UNAVAILABLE', 'ISSUER_UNAVAILABLE'],
  504: ['UPSTREAM_TIMEOUT'],
};

const OF_THE_PUBLIC: CodesByStatus = { 400: ['FIELDS_INVALID', 'IDEMPOTENCY_KEY_INVALID', 'IF_MATCH_INVALID'] };

const OF_COMMANDS: CodesByStatus = {
  400: ['BODY_NOT_JSON', 'BODY_NOT_OBJECT'],
  409: ['TOO_MANY_WRITERS'],
  411: ['LENGTH_REQUIRED'],
  413: ['BODY_TOO_LARGE'],
  415: ['UNSUPPORTED_MEDIA_TYPE', 'REQUEST_INVALID'],
  422: ['IDEMPOTENCY_KEY_REUSED'],
  503: ['EVENT_STORE_MISMATCH', 'EVENT_VERSION_NEWER'],
};

const OF_READS: CodesByStatus = { 400: ['POSITION_INVALID'], 503: ['READ_MODEL_BEHIND'] };
const OF_LISTS: CodesByStatus = { 400: ['CURSOR_INVALID'] };
const OF_ROLES: CodesByStatus = { 401: ['UNAUTHENTICATED'], 403: ['FORBIDDEN'] };
/** No body is read, and the gateway refuses one that is too large all the same. */
const OF_OPERATORS_DEEDS: CodesByStatus = { 400: ['IF_MATCH_INVALID'], 413: ['BODY_TOO_LARGE'] };

/** What can go wrong with any route of its kind. */
const problemsOf = (route: Described, isList: boolean): readonly CodesByStatus[] => {
  const isRead = route.method === 'get';
  const roles = route.roles === 'all' ? [] : [OF_ROLES];
  switch (route.of) {
    case undefined:
      return [ALWAYS, OF_THE_PUBLIC, isRead ? OF_READS : OF_COMMANDS, ...(isList ? [OF_LISTS] : []), ...roles];
    case 'operator':
      return [ALWAYS, ...(isRead ? [] : [OF_OPERATORS_DEEDS]), ...roles];
    case 'process':
      return roles;
  }
};

/** Every response of a route: its own, its refusals, and what can go wrong with any of its kind. */
export const responsesOf = (route: Described, isList: boolean, named: NamedSchemas): Record<string, object> => {
  const kinds: readonly CodesByStatus[] = [
    ...(route.refusals ?? []).map((code) => ({ [statusOf(code)]: [code] })),
    ...problemsOf(route, isList),
  ];
  const responses: Record<string, object> = {};
  for (const [status, body] of Object.entries(route.responses))
    responses[status] = responseOf(route, Number(status), body && contentOf(body, named));
  if (route.method === 'get' && !route.of && !route.streams)
    responses[304] = { description: 'Nothing changed', headers: headerRefs('CorrelationId') };
  for (const status of new Set(kinds.flatMap((codes) => Object.keys(codes).map(Number))))
    responses[status] = problemOf(route, status, [...new Set(kinds.flatMap((codes) => codes[status] ?? []))]);
  return responses;
};

const responseOf = (route: Described, status: number, content: object | null) => ({
  description: route.streams ? 'Server-sent events, until you go' : (DESCRIPTIONS[status] ?? 'Done'),
  headers: headersOf(route, status),
  ...(content && { content }),
});

const headersOf = ({ of, method, streams, languages }: Described, status: number) => {
  if (of === 'process') return {};
  if (of === 'operator' || streams) return headerRefs('CorrelationId');
  return {
    ...headerRefs('CorrelationId', method === 'get' ? 'ETag' : 'EventPosition'),
    ...(languages && headerRefs('ContentLanguage')),
    ...(status === 201 && headerRefs('Location')),
    ...(status === 202 && headerRefs('RetryAfter')),
  };
};

const isMedia = (body: TSchema | Media): body is Media => 'mediaType' in body;
const isForms = (body: TSchema | Media | Forms): body is Forms => 'forms' in body;

const contentOf = (body: NonNullable<Responses[number]>, named: NamedSchemas): object => {
  if (isForms(body))
    return Object.assign({}, ...[body.json, ...body.forms].map((form) => contentOf(form, named))) as object;
  if (!isMedia(body)) return { 'application/json': { schema: schemaIn(body, named) } };
  const { mediaType, schema } = body;
  return { [mediaType]: mediaOf(mediaType, schemaIn(schema, named)) };
};

/** OpenAPI 3.1 has no words for JSON lines and events: `x-line` and `x-event-data` are the schemas of each. */
const mediaOf = (mediaType: string, schema: JsonSchema) => {
  switch (mediaType) {
    case JSON_LINES:
      return { schema: { type: 'string' }, 'x-line': withBreak(schema) };
    case EVENT_STREAM:
      return { schema: { type: 'string' }, 'x-event-data': schema };
    default:
      return { schema };
  }
};

/** What may come in the middle of lines. */
const BREAKS: readonly ProblemCode[] = [
  'ENGINE_UNAVAILABLE',
  'EVENT_STORE_MISMATCH',
  'EVENT_VERSION_NEWER',
  'INTERNAL_ERROR',
];

/** The schema of lines that something may break off: the last one is the problem then. */
const withBreak = (line: JsonSchema): JsonSchema => {
  const problem = problemRef(...BREAKS);
  const brokenOff = { type: 'object', properties: { problem }, required: ['problem'], additionalProperties: false };
  return { anyOf: [...(Array.isArray(line.anyOf) ? (line.anyOf as JsonSchema[]) : [line]), brokenOff] };
};

const DESCRIPTIONS: Readonly<Record<number, string>> = { 201: 'Made', 202: 'Taken; the outcome is still to come' };

const problemOf = ({ of }: Described, status: number, codes: readonly ProblemCode[]) => ({
  description: codes.join(', '),
  headers: headerRefs(
    ...(of === 'process' ? [] : (['CorrelationId'] as const)),
    ...(status >= 503 || status === 429 ? (['RetryAfter'] as const) : []),
    ...(status === 429 ? (['RateLimit', 'RateLimitPolicy'] as const) : []),
    ...(status === 401 ? (['WwwAuthenticate'] as const) : []),
  ),
  content: { 'application/problem+json': { schema: problemRef(...codes) } },
});
