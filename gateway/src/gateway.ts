import { accessTo, correlate, problemOf, sendProblem } from '@doremi/http';
import type { Settings } from '@doremi/process';
import type { ErrorRequestHandler, Express, RequestHandler } from 'express';
import { dropPlayedActor, knownMethods, rightsAtTheDoor } from './access-check.js';
import { authConfig } from './auth-config.js';
import { limitDeclaredBody } from './body-limit.js';
import { cors } from './cors.js';
import type { Deadlines } from './deadlines.js';
import { docs } from './docs.js';
import { dropHopByHop, forwardTo } from './forward.js';
import { Freshness } from './freshness.js';
import { holdStreams } from './held-streams.js';
import { LiveStreams } from './live-streams.js';
import { pageOfNothing, pages } from './pages.js';
import type { Limiter } from './rate-limits/limiter.js';
import { rateLimits } from './rate-limits/rate-limits.js';
import { checkTarget } from './request-target.js';
import { securityHeaders } from './security-headers.js';
import { trustProxies } from './trusted-proxies.js';

type Destination = 'commandApi' | 'queryApi' | 'projections' | 'policies' | 'identity';

export interface GatewayOptions {
  readonly upstreams: Readonly<Record<Exclude<Destination, 'identity'>, string>>;
  readonly deadlines: Deadlines;
  /** Aborted when the gateway stops. */
  readonly stopping: AbortSignal;
  /** Hears of what nobody expected. */
  readonly onFault: (error: unknown) => void;
  /** In what the chain sells, ISO 4217. */
  readonly currency: string;
  /** How people say who they are, and from which other pages they may call. Default: nobody has to, and from none. */
  readonly identity?: Pick<Settings, 'oidc' | 'identityUrl' | 'corsOrigins'>;
  /** Whose X-Forwarded-For is believed, as TRUSTED_PROXIES says it. Default: nobody's. */
  readonly trustedProxies?: string;
  /** Counts what each client asks for. Default: nobody counts. */
  readonly limiter?: Pick<Limiter, 'count'>;
}

const NO_IDENTITY = { oidc: null, identityUrl: null, corsOrigins: [] };

/** The one door: what every request meets on its way in, in this order, and where it goes then. */
export const gateway = (app: Express, options: GatewayOptions): void => {
  const { upstreams, deadlines, stopping, onFault, identity = NO_IDENTITY, limiter, trustedProxies = '' } = options;
  const freshness = new Freshness();
  const hold = holdStreams(upstreams.queryApi, { stopping });
  const forwarding = { deadlines, stopping, freshness, liveStreams: new LiveStreams(stopping) };
  const forward: Partial<Readonly<Record<Destination, RequestHandler>>> = {
    commandApi: forwardTo(upstreams.commandApi, forwarding),
    queryApi: forwardTo(upstreams.queryApi, forwarding),
    projections: forwardTo(upstreams.projections, forwarding),
    policies: forwardTo(upstreams.policies, forwarding),
    ...(identity.identityUrl !== null && { identity: forwardTo(identity.identityUrl, forwarding) }),
  };
  app.disable('x-powered-by');
  trustProxies(app, trustedProxies);
  app.use(
    correlation,
    securityHeaders(identity.oidc?.issuer),
    cors(identity.corsOrigins),
    checkTarget,
    limitDeclaredBody,
  );
  if (identity.oidc) app.use(dropPlayedActor);
  if (limiter) app.use(rateLimits(limiter));
  app.get('/auth.json', authConfig(identity.oidc, options.currency));
  app.use(
    '/docs',
    docs([upstreams.commandApi, upstreams.queryApi, upstreams.projections, upstreams.policies]),
    pageOfNothing,
  );
  app.use(pages(), knownMethods);
  app.use((request, response, next) => {
    if (accessTo(request.method, request.path)) next();
    else pageOfNothing(request, response, next);
  });
  app.use((request, response, next) => {
    // The issuer has its own ways of asking who somebody is: it is where they get the tokens that are asked for here.
    if (destinationOf(request.method, request.path) === 'identity') next();
    else rightsAtTheDoor(request, response, next);
  });
  app.use((request, response, next) => {
    const destination = destinationOf(request.method, request.path);
    response.locals.route = destination;
    dropHopByHop(request.headers);
    freshness.hint(request.headers);
    const onward = forward[destination];
    if (!onward) return next();
    if (destination !== 'queryApi') return onward(request, response, next);
    return hold(request, response, () => onward(request, response, next));
  });
  app.use(pageOfNothing, nowhere, faults(onFault));
};

/** Takes or makes the id that ties everything to this request; passed on and echoed. */
const correlation: RequestHandler = (request, response, next) => {
  correlate(request, response);
  request.headers['x-correlation-id'] = response.get('X-Correlation-Id');
  next();
};

/** Without the stand-in there is nothing where it would be. */
const nowhere: RequestHandler = (_, response) => sendProblem(response, problemOf(404, 'NOT_FOUND'));

const faults =
  (onFault: (error: unknown) => void): ErrorRequestHandler =>
  (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
    if (status >= 400 && status < 500) return sendProblem(response, problemOf(status, 'REQUEST_INVALID'));
    onFault(error);
    sendProblem(response, problemOf(500, 'INTERNAL_ERROR'));
  };

const isBelow = (prefix: string, path: string): boolean => path === prefix || path.startsWith(`${prefix}/`);

/** Where a request goes: by prefix (the operator's endpoints, the stand-in issuer), else by method (reads to the read side). */
export const destinationOf = (method: string, path: string): Destination => {
  if (isBelow('/ops/policies', path) || isBelow('/ops/payments', path)) return 'policies';
  if (isBelow('/ops', path)) return 'projections';
  if (isBelow('/identity', path)) return 'identity';
  return method === 'GET' || method === 'HEAD' ? 'queryApi' : 'commandApi';
};
