import { isIPv6 } from 'node:net';
import { actorOf, HttpFault, problemOf, sendProblem } from '@doremi/http';
import { ANONYMOUS, NOBODY } from '@doremi/domain';
import type { Request, RequestHandler, Response } from 'express';
import type { Counted, Limiter } from './limiter.js';
import { routeClassOf, type RouteClass } from './route-class.js';

/**
 * Counts each request for its client and its class of routes, says on every answer what is left (the IETF's draft on
 * RateLimit header fields), and refuses what is above with 429 RATE_LIMITED and Retry-After.
 */
export const rateLimits =
  (limiter: Pick<Limiter, 'count'>): RequestHandler =>
  async (request, response, next) => {
    const name = routeClassOf(request.method, request.path);
    const counted = await limiter.count(name, await clientOf(request));
    if (!counted) return next();
    tell(response, name, counted);
    if (counted.isAllowed) return next();
    response.set('Retry-After', String(counted.resetSeconds));
    sendProblem(response, problemOf(429, 'RATE_LIMITED', { limit: name }));
  };

/** Who is known is counted under their name wherever they come from; everybody else by where they come from. */
const clientOf = async (request: Request): Promise<string> => {
  const sub = await subOf(request);
  return sub === null ? `ip ${networkOf(request.ip ?? '')}` : `sub ${sub}`;
};

const subOf = async (request: Request): Promise<string | null> => {
  try {
    const { sub } = await actorOf(request);
    return sub === ANONYMOUS.sub || sub === NOBODY.sub ? null : sub;
  } catch (error) {
    // Whoever fails to prove who they are is refused further on, and counted here, so that guessing has its limit.
    if (error instanceof HttpFault) return null;
    throw error;
  }
};

/** An IPv4 address; of an IPv6 one the network, since a household has as many of those addresses as it likes. */
const networkOf = (address: string): string => {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const groups = head.split(':').filter((group) => group !== '');
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter((group) => group !== '').length;
  return [...groups, ...Array<string>(missing).fill('0')].slice(0, 4).join(':');
};

const tell = (response: Response, name: RouteClass, { requests, seconds, remaining, resetSeconds }: Counted): void => {
  response.set('RateLimit-Policy', `"${name}";q=${requests};w=${seconds}`);
  response.set('RateLimit', `"${name}";r=${remaining};t=${resetSeconds}`);
};
