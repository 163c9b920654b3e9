/** Requests that are limited together. */
export const ROUTE_CLASSES = ['reads', 'commands', 'payments', 'ops', 'login', 'discovery'] as const;
export type RouteClass = (typeof ROUTE_CLASSES)[number];

const PAYING = /^\/mycart\/[^/]+\/order\/?$|^\/payments\/[^/]+\/refund\/?$/i;
/** What an issuer tells about itself: nobody proves anything with it, and one sign-in asks for it several times. */
const DISCOVERY = /^\/identity\/(\.well-known\/|jwks$)/;
const isBelow = (prefix: string, path: string): boolean => path === prefix || path.startsWith(`${prefix}/`);

/** Which limit a request counts for: what moves money and what proves who somebody is have their own. */
export const routeClassOf = (method: string, path: string): RouteClass => {
  if (isBelow('/ops', path)) return 'ops';
  if (DISCOVERY.test(path)) return 'discovery';
  if (isBelow('/identity', path)) return 'login';
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return 'reads';
  return PAYING.test(path) ? 'payments' : 'commands';
};
