import type { Express, NextFunction, Request, Response } from 'express';
import { isRefusal, type Refusal } from '../kernel/refusal.js';
import { correlate, refuseIfMatch } from './asked.js';
import { problemOfError } from './faults.js';
import { whoAsks } from './identity.js';
import { describeRoutes } from './openapi/describe.js';
import { JSON_LINES } from './openapi/json-lines.js';
import { problemOf, problemOfRefusal, sendProblem, type Problem } from './problems.js';
import type { Described } from './route.js';

/** What the operator asks of a process. */
export interface OperatorAsked {
  /** Names, not numbers; that is why these are no routes of the public table. */
  readonly params: Readonly<Record<string, string>>;
  /** Each parameter of the query that came once. */
  readonly query: Readonly<Record<string, string>>;
  /** Who asks, for the record. */
  readonly by: string;
  /** Aborted when the one who asks is gone. */
  readonly signal: AbortSignal;
}

interface OperatorAnswer {
  readonly status: number;
  readonly body?: object;
  /** In place of a body: values as they come, one JSON line each. */
  readonly lines?: AsyncIterable<object>;
}

/** One of the operator's endpoints, under /ops. Who may come there is the process's guard's business. */
export interface OperatorRoute {
  readonly method: 'get' | 'post';
  readonly path: `/ops/${string}`;
  readonly handle: (asked: OperatorAsked) => Promise<OperatorAnswer | Refusal>;
}

/** How the documentation reads them. */
export const describedOf = (routes: readonly OperatorRoute[]): readonly Described[] =>
  routes.map(({ method, path }) => ({ method, path, who: ['operator'], of: 'operator' }));

/**
 * Puts the operator's endpoints on an app: refusals and faults come out as problem+json, what is not there as 404.
 * `/openapi.json` describes them.
 */
export const mountOperator = (
  app: Express,
  routes: readonly OperatorRoute[],
  onFault: (error: unknown) => void = () => undefined,
): void => {
  const problemOfFault = (error: unknown): Problem => problemOfError(error, onFault);
  describeRoutes(app, describedOf(routes));
  app.use('/ops', (request, response, next) => {
    correlate(request, response);
    next();
  });
  for (const { method, path, handle } of routes)
    app[method](path, async (request, response) => {
      response.locals.route = path;
      if (method === 'post') refuseIfMatch(request);
      const outcome = await handle(await askedOf(request, response));
      if (isRefusal(outcome)) return sendProblem(response, problemOfRefusal(outcome));
      if (outcome.lines) await sendLines(response.status(outcome.status), outcome.lines, problemOfFault);
      else response.status(outcome.status).json(outcome.body);
    });
  app.use('/ops', (_, response) => sendProblem(response, problemOf(404, 'NOT_FOUND')));
  app.use('/ops', (error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    sendProblem(response, problemOfFault(error));
  });
};

const askedOf = async (request: Request, response: Response): Promise<OperatorAsked> => {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const params = Object.fromEntries(Object.entries(request.params).map(([name, value]) => [name, String(value)]));
  const query = Object.fromEntries(
    Object.entries(request.query).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
  return { params, query, by: (await whoAsks(request)).sub, signal: gone.signal };
};

/** A fault on the way comes as a last line, `{problem}`: whoever reads must not take a part for the whole. */
const sendLines = async (
  response: Response,
  lines: AsyncIterable<object>,
  problemOfFault: (error: unknown) => Problem,
): Promise<void> => {
  response.type(JSON_LINES).flushHeaders();
  const send = (line: object): void => void response.write(`${JSON.stringify(line)}\n`);
  try {
    for await (const line of lines) send(line);
  } catch (error) {
    send({ problem: problemOfFault(error) });
  }
  response.end();
};
