import type { JsonSchema } from './json-schema.js';

const text: JsonSchema = { type: 'string' };

const requestHeader = (name: string, description: string, schema: JsonSchema = text) => ({
  name,
  in: 'header',
  required: false,
  description,
  schema,
});

/** The request headers that mean something here, by their names in the document. */
export const parameters = {
  Actor: requestHeader(
    'X-Actor',
    'Plays `customer:NAME`, `store:ID`, `admin` or `operator`; without it you are anonymous and may do everything. With AUTH=oidc it means nothing.',
    { type: 'string', pattern: '^(customer:[\\x21-\\x7e]{1,64}|store:\\d{1,6}|admin|operator)$' },
  ),
  CorrelationId: requestHeader(
    'X-Correlation-Id',
    'Ties together everything that follows from this request; made when absent.',
  ),
  IdempotencyKey: requestHeader(
    'Idempotency-Key',
    'The same key again is the same command: done once, answered twice.',
    {
      type: 'string',
      pattern: '^[\\x21-\\x7e]{8,128}$',
    },
  ),
  IfMatch: requestHeader(
    'If-Match',
    "The `version` (a menu's `revision`) that you saw, or the ETag that came with it; nothing is changed when it is another one by now (412; of an order, 409 CART_OUTDATED).",
  ),
  EventPosition: requestHeader('X-Event-Position', "A command's position: the answer is no staler than that."),
  LastEventId: requestHeader(
    'Last-Event-ID',
    'The last id that you saw: what changed since is sent again. Browsers do this.',
  ),
  IfNoneMatch: requestHeader('If-None-Match', 'The `ETag` that you have; 304 when nothing changed.'),
} as const;

/** The one that says in which of these languages somebody reads; the first is everybody else's. */
export const acceptLanguage = ([usual, ...others]: readonly string[]) =>
  requestHeader(
    'Accept-Language',
    `The language of the printed forms: ${others.map((one) => `\`${one}\``).join(', ')}, or \`${usual}\`, which is what everybody else gets (RFC 9110, 12.5.4). JSON has no words.`,
  );

/** How somebody says who they are, with AUTH=oidc. */
export const securitySchemes = {
  token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'An access token of the issuer.' },
} as const;

const responseHeader = (description: string, schema: JsonSchema = text, required = true) => ({
  description,
  required,
  schema,
});

/** The headers of responses, by their names in the document. Those that are required are on every response that names them. */
export const headers = {
  ContentLanguage: responseHeader('The language of a printed form; none of JSON.', text, false),
  CorrelationId: responseHeader('As it was given or made.'),
  EventPosition: responseHeader('Where its last event is; opaque.'),
  ETag: responseHeader('A hash of the body; of what has a version, behind it: If-Match takes either.'),
  Location: responseHeader('What was made.'),
  WwwAuthenticate: responseHeader('What to bring (RFC 6750).'),
  RateLimit: responseHeader(
    'Which limit, how many requests are left (`r`), and for how many seconds (`t`); a draft of the IETF.',
  ),
  RateLimitPolicy: responseHeader('Which limit, and how many requests (`q`) it allows in how many seconds (`w`).'),
  RetryAfter: responseHeader('When to come again, in seconds.', { type: 'string', pattern: '^\\d+$' }),
} as const;

const names: Readonly<Record<keyof typeof headers, string>> = {
  ContentLanguage: 'Content-Language',
  CorrelationId: 'X-Correlation-Id',
  EventPosition: 'X-Event-Position',
  ETag: 'ETag',
  Location: 'Location',
  RateLimit: 'RateLimit',
  RateLimitPolicy: 'RateLimit-Policy',
  RetryAfter: 'Retry-After',
  WwwAuthenticate: 'WWW-Authenticate',
};

export const parameterRef = (name: keyof typeof parameters) => ({ $ref: `#/components/parameters/${name}` });

/** Headers of a response, each by reference. */
export const headerRefs = (...which: readonly (keyof typeof headers)[]) =>
  Object.fromEntries(which.map((name) => [names[name], { $ref: `#/components/headers/${name}` }]));
