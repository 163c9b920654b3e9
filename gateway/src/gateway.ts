import { correlate } from '@doremi/shared/http/asked';
import { problemOf, sendProblem } from '@doremi/shared/http/problems';
import type { ErrorRequestHandler, Express, RequestHandler } from 'express';
import helmet from 'helmet';
import { limitDeclaredBody } from './body-limit.js';
import type { Deadlines } from './deadlines.js';
import { destinationOf, type Destination } from './destination.js';
import { docs } from './docs.js';
import { forwardTo } from './forward.js';
import { Freshness } from './freshness.js';
import { dropHopByHop } from './headers.js';
import { LiveStreams } from './live-streams.js';
import { pages } from './pages.js';
import { checkTarget } from './request-target.js';

export interface GatewayOptions {
  readonly upstreams: Readonly<Record<Destination, string>>;
  readonly deadlines: Deadlines;
  /** Aborted when the gateway stops. */
  readonly stopping: AbortSignal;
  /** Hears of what nobody expected. */
  readonly onFault: (error: unknown) => void;
}

/** The one door: what every request meets on its way in, in this order, and where it goes then. */
export const gateway = (app: Express, { upstreams, deadlines, stopping, onFault }: GatewayOptions): void => {
  const freshness = new Freshness();
  const options = { deadlines, stopping, freshness, liveStreams: new LiveStreams(stopping) };
  const forward: Readonly<Record<Destination, RequestHandler>> = {
    commandApi: forwardTo(upstreams.commandApi, options),
    queryApi: forwardTo(upstreams.queryApi, options),
    projections: forwardTo(upstreams.projections, options),
  };
  app.disable('x-powered-by');
  app.use(correlation, security, checkTarget, limitDeclaredBody);
  app.use('/docs', docs([upstreams.commandApi, upstreams.queryApi]));
  app.use(pages());
  app.use((request, response, next) => {
    const destination = destinationOf(request.method, request.path);
    response.locals.route = destination;
    dropHopByHop(request.headers);
    freshness.hint(request.headers);
    return forward[destination](request, response, next);
  });
  app.use(faults(onFault));
};

/** Takes or makes the id that ties everything to this request; passed on and echoed. */
const correlation: RequestHandler = (request, response, next) => {
  correlate(request, response);
  request.headers['x-correlation-id'] = response.get('X-Correlation-Id');
  next();
};

/** The page brings its own script and style, talks to this origin alone, and is framed by nobody. */
const security = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  // Encryption is the business of what stands before the gateway, and so is insisting on it.
  strictTransportSecurity: false,
});

const faults =
  (onFault: (error: unknown) => void): ErrorRequestHandler =>
  (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
    if (status >= 400 && status < 500) return sendProblem(response, problemOf(status, 'REQUEST_INVALID'));
    onFault(error);
    sendProblem(response, problemOf(500, 'INTERNAL_ERROR'));
  };
