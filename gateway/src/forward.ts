import type { ClientRequest, IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { http, problemOf, sendProblem } from '@doremi/http';
import type { RequestHandler, Response } from 'express';
import { createProxyMiddleware } from 'http-proxy-middleware';
import { limitStreamedBody } from './body-limit.js';
import { limitTime, UpstreamTimeout, type Deadlines } from './deadlines.js';
import type { Freshness } from './freshness.js';
import { asksForEvents, sendBack } from './held-streams.js';
import { isLiveStream, type LiveStreams } from './live-streams.js';

export interface ForwardOptions {
  readonly deadlines: Deadlines;
  readonly freshness: Freshness;
  readonly liveStreams: LiveStreams;
  /** Aborted when the gateway stops: connections are then closed with their next answer. */
  readonly stopping: AbortSignal;
}

/** Under the five seconds after which a Node server closes an idle connection, so that none is used as it goes. */
const IDLE_MS = 4_000;

/** Passes requests to one upstream over kept connections, and its answers back; its faults become problem+json. */
export const forwardTo = (
  target: string,
  { deadlines, freshness, liveStreams, stopping }: ForwardOptions,
): RequestHandler => {
  const upstreams = new WeakMap<IncomingMessage, ClientRequest>();
  return createProxyMiddleware<IncomingMessage, ServerResponse>({
    target,
    agent: new http.Agent({ keepAlive: true, timeout: IDLE_MS, maxFreeSockets: 64 }),
    on: {
      start: (request, response) => limitStreamedBody(request, response, () => upstreams.get(request)?.destroy()),
      proxyReq: (upstream, request, response) => {
        upstreams.set(request, upstream);
        if (response.headersSent || response.destroyed) return void upstream.destroy();
        limitTime(upstream, deadlines);
        response.once('close', () => response.writableFinished || upstream.destroy());
      },
      proxyRes: (answer, _request, response) => {
        freshness.note(answer.headers);
        dropHopByHop(answer.headers);
        keepVary(answer, response);
        const isLive = isLiveStream(answer);
        if (isLive) liveStreams.add(answer, response);
        const isLast = isLive || stopping.aborted;
        answer.headers.connection = response.shouldKeepAlive && !isLast ? 'keep-alive' : 'close';
        // An answer that breaks off must break off here too: ended in order it would pass for a whole one.
        answer.on('error', () => response.destroy());
      },
      error: (error, request, response) => answerFault(error, request, response),
    },
  });
};

/** What the gateway's own answer varies with (the origin) stays beside what the upstream's does. */
const keepVary = ({ headers }: IncomingMessage, response: ServerResponse): void => {
  if (headers.vary !== undefined) headers.vary = (response as Response).vary(headers.vary).get('Vary');
};

const answerFault = (error: Error, request: IncomingMessage, response: ServerResponse | Socket): void => {
  if (!('headersSent' in response) || response.headersSent || response.destroyed) return void response.destroy();
  if (asksForEvents(request)) return sendBack(response);
  const problem =
    error instanceof UpstreamTimeout
      ? problemOf(504, 'UPSTREAM_TIMEOUT', { detail: 'no answer in time; what was asked may still be done' })
      : problemOf(503, 'UPSTREAM_UNAVAILABLE');
  response.setHeader('Retry-After', '1');
  sendProblem(response as Response, problem);
};

/** Meant for one connection only (RFC 9110, 7.6.1); `expect` is answered by this server itself. */
const HOP_BY_HOP = [
  'connection',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'upgrade',
];

/** These frame the message: dropped by name through `Connection`, the body would be read as another request. */
const FRAMING = new Set(['content-length', 'host', 'transfer-encoding']);

/** Removes what must not travel on, and what the `Connection` header names as such. Changes the headers given. */
export const dropHopByHop = (headers: IncomingHttpHeaders): void => {
  const named = (headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase());
  for (const name of [...HOP_BY_HOP, ...named]) if (!FRAMING.has(name)) delete headers[name];
};
