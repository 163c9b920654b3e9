import type { Express, NextFunction, Request, Response } from 'express';
import { isRefusal, withinDeadline } from '@doremi/event-sourcing';
import { routeRequestOf, correlate } from './route-request.js';
import { methodsAt } from './auth/access.js';
import { problemWith } from './auth/rights.js';
import { endWithToken } from './auth/token-end.js';
import { ANSWER_WITHIN } from './deadlines.js';
import { EventStreams } from './event-streams.js';
import { problemOfError } from './problem-of-error.js';
import { actorOf } from './identity.js';
import { readBody } from './json-body.js';
import { describeRoutes } from './openapi/describe.js';
import { tellMethods } from './methods.js';
import { problemOf, problemOfRefusal, sendProblem } from './problems.js';
import type { RouteRequest, Route } from './route.js';
import { RouteTable } from './route-table.js';
import { sendResponse } from './send-response.js';

/**
 * Puts a route table on an app, and what belongs to every response around it: correlation, identity and rights,
 * validation, refusals and faults as problem+json, 404 and 405 for the rest. `/openapi.json` describes the table.
 * `onFault` hears of what nobody expected; `streams` are the live ones, which a process ends when it stops. What takes
 * longer than `answerWithin` milliseconds is answered 503, and may be done all the same.
 */
export const mount = (
  app: Express,
  routes: readonly Route[],
  onFault: (error: unknown) => void = () => undefined,
  streams = new EventStreams(),
  answerWithin = ANSWER_WITHIN,
): void => {
  app.set('etag', 'strong').disable('x-powered-by');
  const handlers = routes.map((route) => handlerOf(route, streams, answerWithin));
  const table = new RouteTable(routes, (index) => handlers[index]);
  app.use((request, response, next) => {
    correlate(request, response);
    answerByTag(request);
    const found = table.find(request.method, request.url);
    return found?.entry ? found.entry(request, response, found.params) : next();
  });
  describeRoutes(app, routes);
  routes.forEach(({ method, path }, index) =>
    app[method](path, (request, response, next) => {
      const params = digitsOf(request);
      return params ? handlers[index]?.(request, response, params) : next();
    }),
  );
  for (const path of new Set(routes.map((route) => route.path))) app.all(path, refusingMethod(path, routes));
  app.use((_, response) => sendProblem(response, problemOf(404, 'NOT_FOUND')));
  app.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    sendProblem(response, problemOfError(error, onFault));
  });
};

type Params = RouteRequest['params'];

/** Answers a request for the route; its path's numbers are read already. */
const handlerOf =
  (route: Route, streams: EventStreams, within: number) =>
  async (request: Request, response: Response, params: Params): Promise<void> => {
    const bytes = route.method === 'get' ? undefined : await readBody(request, response);
    response.locals.route = route.path;
    const actor = await actorOf(request);
    const problem = problemWith(actor, route.roles);
    if (problem) return sendProblem(response, problem);
    const routeRequest = routeRequestOf(route, request, response, { params, actor, bytes });
    if (isRefusal(routeRequest)) return sendProblem(response, problemOfRefusal(routeRequest));
    const outcome = await withinDeadline(within, handled(route, routeRequest));
    if (isRefusal(outcome)) sendProblem(response, problemOfRefusal(outcome));
    else if (outcome.stream) {
      streams.begin(request, response, outcome.stream);
      endWithToken(response);
    } else sendResponse(request, response, outcome);
  };

/** What a handler throws at once is a rejection as well. */
const handled = async (route: Route, request: RouteRequest): Promise<Awaited<ReturnType<Route['handle']>>> =>
  route.handle(request);

const DIGITS = /^\d{1,15}$/;

/** Path parameters as numbers; null where one is no number: then the path means nothing here. */
const digitsOf = (request: Request): Params | null => {
  const entries = Object.entries(request.params);
  return entries.every(([, value]) => DIGITS.test(String(value)))
    ? Object.fromEntries(entries.map(([name, value]) => [name, Number(value)]))
    : null;
};

/** Another process may answer other methods of the same path: who is told what is allowed is told of those as well. */
const refusingMethod = (path: string, routes: readonly Route[]) => {
  const own = routes.filter((route) => route.path === path).map((route) => route.method.toUpperCase());
  return (request: Request, response: Response, next: NextFunction) => {
    if (!digitsOf(request)) return next();
    tellMethods(request, response, [...new Set([...methodsAt(request.path), ...own])]);
  };
};

/**
 * Whoever brings the tag of what they have is told when it is that still. `Cache-Control: no-cache`, which `fetch` adds
 * of its own accord, asks caches on the way to come here first (RFC 9111, 5.2.1.4), and here they are.
 */
const answerByTag = ({ headers }: Request): void => {
  if (headers['if-none-match'] !== undefined) delete headers['cache-control'];
};
