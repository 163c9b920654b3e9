import type { Request, Response } from 'express';
import { isRefusal, type Refusal } from '@doremi/event-sourcing';
import { versionOf } from './entity-tag.js';
import { correlationOf, envelopeOf } from './request-context.js';
import { HttpFault } from './http-fault.js';
import { jsonBody } from './json-body.js';
import type { RouteRequest, Route } from './route.js';
import { validated } from './validated.js';

/** Everything a handler needs to know of a request, or the refusal that its fields earn. */
export const routeRequestOf = (
  route: Route,
  request: Request,
  response: Response,
  { params, actor, bytes }: Pick<RouteRequest, 'params' | 'actor'> & { readonly bytes: Buffer | undefined },
): RouteRequest | Refusal => {
  const plain = bytes ? jsonBody(bytes, request.headers['content-type']) : {};
  const body = validated(route.body ?? Nothing, plain, route.unit);
  if (isRefusal(body)) return body;
  const query = validated(route.query ?? Nothing, request.url.includes('?') ? { ...request.query } : {}, route.unit);
  if (isRefusal(query)) return query;
  const { method, path } = request;
  return {
    body,
    query,
    params,
    actor,
    correlationId: String(response.getHeader('X-Correlation-Id')),
    ...envelopeOf((name) => request.get(name), { actor, method, path, plain }),
    ...ifMatchOf(route, request),
  };
};

/** Takes nothing: any field is unknown. */
export class Nothing {}

/** Gives the response its X-Correlation-Id: the request's, or a new one. */
export const correlate = (request: Request, response: Response): void =>
  void response.setHeader(
    'X-Correlation-Id',
    correlationOf((name) => request.get(name)),
  );

/** What If-Match says that the sender saw. Nothing is done for whoever means something by it that is not understood. */
const ifMatchOf = (route: Route, request: Request): Pick<RouteRequest, 'ifMatch'> => {
  const given = ifMatchIn(request);
  if (given === undefined) return {};
  if (!route.ifMatch) refuseIfMatch(request);
  const ifMatch = versionOf(given);
  if (ifMatch === null)
    throw new HttpFault(
      400,
      'IF_MATCH_INVALID',
      "If-Match is the `version` (a menu's `revision`) that you saw, or the ETag that came with it",
    );
  return { ifMatch };
};

/** Throws HttpFault 400 where a condition comes with what changes nothing that has a version. */
export const refuseIfMatch = (request: Request): void => {
  if (ifMatchIn(request) !== undefined)
    throw new HttpFault(400, 'IF_MATCH_INVALID', 'this changes nothing that has a version: leave If-Match out');
};

/** A star is met by whatever there is. */
const ifMatchIn = (request: Request): string | undefined => {
  const given = request.headers['if-match'];
  return given === '*' ? undefined : given;
};
