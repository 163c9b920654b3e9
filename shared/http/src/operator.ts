import type { Express, NextFunction, Request, Response } from 'express';
import { isRefusal, type Refusal } from '@doremi/event-sourcing';
import type { Static, TSchema } from './responses/schemas.js';
import { correlate, refuseIfMatch } from './route-request.js';
import { problemOfError } from './problem-of-error.js';
import { actorOf } from './identity.js';
import { describeRoutes } from './openapi/describe.js';
import { JSON_LINES, type Media } from './openapi/media.js';
import { problemOf, problemOfRefusal, sendProblem, type Problem } from './problems.js';
import type { Described, Documentation, ParamsOf, Responses } from './route.js';

/** What the operator asks of a process. */
export interface OperatorRequest<Params = Readonly<Record<string, string>>> {
  /** Names, not numbers; that is why these are no routes of the public table. */
  readonly params: Params;
  /** Each parameter of the query that came once. */
  readonly query: Readonly<Record<string, string>>;
  /** Who asks, for the record. */
  readonly by: string;
  /** Aborted when the one who asks is gone. */
  readonly signal: AbortSignal;
}

interface OperatorResponse {
  readonly status: number;
  readonly body?: object;
  /** In place of a body: values as they come, one JSON line each. */
  readonly lines?: AsyncIterable<object>;
}

/** What a handler may give back, by what its route says it responds. */
type HandlerResponse<Of extends Responses> =
  | {
      readonly [Status in keyof Of & number]: Of[Status] extends Media<string, infer Line>
        ? { readonly status: Status; readonly lines: AsyncIterable<Static<Line>> }
        : { readonly status: Status; readonly body: Static<NonNullable<Of[Status]>> };
    }[keyof Of & number]
  | Refusal;

/** One of the operator's endpoints, under /ops. Who may come there is the process's guard's business. */
export interface OperatorRoute extends Documentation {
  readonly method: 'get' | 'post';
  readonly path: `/ops/${string}`;
  /** What its query may hold. */
  readonly parameters?: Readonly<Record<string, TSchema>>;
  readonly handle: (request: OperatorRequest) => Promise<OperatorResponse | Refusal>;
}

interface Options<Of extends Responses> extends Documentation {
  readonly responses: Of;
  readonly parameters?: OperatorRoute['parameters'];
}

const route =
  (method: OperatorRoute['method']) =>
  <Path extends OperatorRoute['path'], Of extends Responses>(
    path: Path,
    options: Options<Of>,
    handle: (request: OperatorRequest<ParamsOf<Path, string>>) => Promise<HandlerResponse<NoInfer<Of>>>,
  ): OperatorRoute => ({ method, path, ...options, handle: handle as unknown as OperatorRoute['handle'] });

export const operatorGet = route('get');
export const operatorPost = route('post');

/** How the documentation reads them. */
export const describedOf = (routes: readonly OperatorRoute[]): readonly Described[] =>
  routes.map(({ handle: _, ...described }) => ({ ...described, roles: ['operator'], of: 'operator' }));

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
      const outcome = await handle(await operatorRequestOf(request, response));
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

const operatorRequestOf = async (request: Request, response: Response): Promise<OperatorRequest> => {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const params = Object.fromEntries(Object.entries(request.params).map(([name, value]) => [name, String(value)]));
  const query = Object.fromEntries(
    Object.entries(request.query).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
  return { params, query, by: (await actorOf(request)).sub, signal: gone.signal };
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
