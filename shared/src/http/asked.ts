import { createHash, randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Actor } from '../kernel/actor.js';
import { idOf } from '../kernel/ids.js';
import { isRefusal, type Refusal } from '../kernel/refusal.js';
import { HttpFault } from './http-fault.js';
import { jsonBody } from './json-body.js';
import type { Asked, Route } from './route.js';
import { validated } from './validated.js';

const KEY = /^[\x21-\x7e]{8,128}$/;
const TRACEPARENT = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;
const REVISION = /^(?:W\/)?"?(\d{1,9})"?$/;

/** Everything a handler needs to know of a request, or the refusal that its fields earn. */
export const askedOf = (
  route: Route,
  request: Request,
  response: Response,
  { params, actor }: Pick<Asked, 'params' | 'actor'>,
): Asked | Refusal => {
  const plain = route.method === 'get' ? {} : jsonBody(request);
  const body = validated(route.body ?? Nothing, plain);
  if (isRefusal(body)) return body;
  const query = validated(route.query ?? Nothing, { ...request.query });
  if (isRefusal(query)) return query;
  const traceparent = request.get('traceparent') ?? '';
  return {
    body,
    query,
    params,
    actor,
    correlationId: correlationOf(response),
    ...commandOf(request, actor, plain),
    ...ifMatchOf(request),
    ...(TRACEPARENT.test(traceparent) && { traceparent }),
    now: new Date().toISOString(),
    header: (name) => request.get(name),
  };
};

/** Takes nothing: any field is unknown. */
class Nothing {}

const VISIBLE = /^[\x21-\x7e]{1,128}$/;

/** Gives the answer its X-Correlation-Id: the request's, or a new one. */
export const correlate = (request: Request, response: Response): void => {
  const given = request.get('X-Correlation-Id') ?? '';
  response.set('X-Correlation-Id', VISIBLE.test(given) ? given : randomUUID());
};

const correlationOf = (response: Response): string => String(response.get('X-Correlation-Id'));

/** With an Idempotency-Key the command's id derives from who asks, method, path and key; else it is a new one. */
const commandOf = (request: Request, actor: Actor, plain: object): Pick<Asked, 'commandId' | 'requestHash'> => {
  const key = request.get('Idempotency-Key');
  if (key === undefined) return { commandId: randomUUID() };
  if (!KEY.test(key))
    throw new HttpFault(400, 'IDEMPOTENCY_KEY_INVALID', 'Idempotency-Key is 8 to 128 visible characters');
  return {
    commandId: idOf('request', actor.sub, request.method, request.path, key),
    requestHash: createHash('sha256').update(canonical(plain)).digest('hex'),
  };
};

/** JSON with its keys in order, so that the same request hashes the same however it was written. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

const ifMatchOf = (request: Request): Pick<Asked, 'ifMatch'> => {
  const given = request.get('If-Match');
  if (given === undefined || given === '*') return {};
  const [, revision] = REVISION.exec(given) ?? [];
  if (revision === undefined) throw new HttpFault(400, 'IF_MATCH_INVALID', 'If-Match is the revision that you saw');
  return { ifMatch: Number(revision) };
};
