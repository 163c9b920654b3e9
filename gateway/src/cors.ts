import type { RequestHandler } from 'express';

const METHODS = 'GET, POST, PUT, DELETE';
const ASKED_WITH =
  'Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID, X-Correlation-Id, X-Event-Position';
const TOLD_WITH = 'ETag, Location, RateLimit, RateLimit-Policy, Retry-After, X-Correlation-Id, X-Event-Position';
/** How long a browser may remember; seconds. */
const MAX_AGE = '600';

/**
 * Lets pages of these origins call the gateway (Fetch standard, CORS); any other page is told nothing, so its browser
 * keeps the answer from it. Cookies are never asked for: whoever calls brings a token.
 */
export const cors = (origins: readonly string[]): RequestHandler => {
  const allowed = new Set(origins);
  return (request, response, next) => {
    const { origin } = request.headers;
    if (allowed.size > 0) response.vary('Origin');
    if (origin === undefined || !allowed.has(origin)) return next();
    response.set({ 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': TOLD_WITH });
    if (request.method !== 'OPTIONS' || !request.get('Access-Control-Request-Method')) return next();
    response.set({
      'Access-Control-Allow-Methods': METHODS,
      'Access-Control-Allow-Headers': ASKED_WITH,
      'Access-Control-Max-Age': MAX_AGE,
    });
    response.status(204).end();
  };
};
