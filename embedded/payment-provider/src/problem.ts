import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { http } from './node-http.js';

/** A refusal, answered as application/problem+json (RFC 9457) with a stable `code`. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
  ) {
    super(detail);
  }
}

const answer = (response: Response, { status, code, detail }: Problem): void => {
  const body = { type: 'about:blank', title: http.STATUS_CODES[status], status, code, detail };
  response.status(status).type('application/problem+json').send(JSON.stringify(body));
};

export const notFound: RequestHandler = (request, response) =>
  answer(response, new Problem(404, 'NOT_FOUND', `There is no ${request.method} ${request.path}.`));

/** Express knows a handler of errors by its four parameters. */
export const answerProblem: ErrorRequestHandler = (error: unknown, _request, response, _next) =>
  answer(response, error instanceof Problem ? error : translated(error));

/** Errors of the body parser carry the status that fits; anything else is a fault of ours. */
const translated = (error: unknown): Problem => {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  return status < 500
    ? new Problem(status, 'BAD_REQUEST', error instanceof Error ? error.message : 'bad request')
    : new Problem(500, 'INTERNAL', 'The card company has a fault.');
};
