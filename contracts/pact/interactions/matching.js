import { MatchersV3 } from '@pact-foundation/pact';

const { eachLike, integer, number, regex, string } = MatchersV3;

export { eachLike, integer, number, string };

/** A text of this shape. */
export const shaped = (pattern, example) => regex(`^${pattern}$`, example);

/** Money at the HTTP edge: a number, never text. */
export const money = (example) => number(example);

export const oneOf = (...words) => regex(`^(${words.join('|')})$`, words[0]);

/** ISO 8601 in UTC, with milliseconds. */
export const instant = () => regex('^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$', '2026-11-23T09:00:00.000Z');

export const POSITION = '0000000000000a21-0000000000000a21';

/** A business day. */
export const day = () => regex('^\\d{4}-\\d\\d-\\d\\d$', '2026-11-23');

/** Opaque to clients, but the gateway compares two of them as text. */
export const position = () => regex('^[0-9a-f]{16}-[0-9a-f]{16}$', POSITION);

/**
 * A text with an id in it that only the provider knows: `/menus/${menuId}`. The consumer's test uses the example, and only
 * such a text matches; the provider's state gives the value when the contract is verified.
 */
export const fromState = (expression, example, pattern = '[\\w-]+') => {
  const name = /\$\{\w+\}/;
  return {
    'pact:matcher:type': 'regex',
    regex: `^${expression.replace(name, pattern)}$`,
    'pact:generator:type': 'ProviderState',
    expression,
    value: expression.replace(name, example),
  };
};

const JSON_BODY = { 'Content-Type': 'application/json; charset=utf-8' };

/** An answer to a command: JSON, and where its events are. */
export const done = (status, body, headers = {}) => ({
  status,
  headers: { ...(body && JSON_BODY), 'X-Event-Position': position(), ...headers },
  ...(body && { body }),
});

/** An answer to a read. */
export const found = (body, headers = {}) => ({ status: 200, headers: { ...JSON_BODY, ...headers }, body });

/** A refusal as RFC 9457 has it, with the code that programs look at. */
export const problem = (status, code, extensions = {}, headers = {}) => ({
  status,
  headers: { 'Content-Type': 'application/problem+json; charset=utf-8', ...headers },
  body: { type: 'about:blank', title: string('What was refused'), status, code, ...extensions },
});

/** What the gateway is sent with a body. */
export const json = (body, headers = {}) => ({ headers: { 'Content-Type': 'application/json', ...headers }, body });

export const as = (actor) => ({ 'X-Actor': actor });
