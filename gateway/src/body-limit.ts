import type { IncomingMessage, ServerResponse } from 'node:http';
import { BODY_LIMIT_BYTES, problemOf, sendProblem } from '@doremi/http';
import type { RequestHandler, Response } from 'express';

/** How long the rest of a refused body is read and thrown away, so that the client gets to read why; milliseconds. */
const DRAIN_MS = 2_000;

/**
 * Refuses what says that it is too large (413 BODY_TOO_LARGE), before anything of it goes on.
 *
 * A DELETE or OPTIONS without Content-Length is refused too (411): http-proxy would announce it as empty and send its
 * body all the same, and the upstream would take that for the next request on the connection.
 */
export const limitDeclaredBody: RequestHandler = (request, response, next) => {
  const { 'content-length': length, 'transfer-encoding': coding } = request.headers;
  if (Number(length ?? 0) > BODY_LIMIT_BYTES) return refuse(request, response, 413, 'BODY_TOO_LARGE');
  if (coding !== undefined && (request.method === 'DELETE' || request.method === 'OPTIONS'))
    return refuse(request, response, 411, 'LENGTH_REQUIRED');
  next();
};

/** Counts a body that is on its way and refuses it once it is too large; `cut` ends what was begun upstream. */
export const limitStreamedBody = (request: IncomingMessage, response: ServerResponse, cut: () => void): void => {
  let received = 0;
  request.on('data', (chunk: Buffer) => {
    received += chunk.length;
    if (received <= BODY_LIMIT_BYTES || response.headersSent) return;
    request.unpipe();
    refuse(request, response as Response, 413, 'BODY_TOO_LARGE');
    cut();
  });
};

const refuse = (request: IncomingMessage, response: Response, status: number, code: string): void => {
  sendProblem(response, problemOf(status, code, { limitBytes: BODY_LIMIT_BYTES }));
  request.resume();
  setTimeout(() => request.complete || request.socket.destroy(), DRAIN_MS).unref();
};
