export type Destination = 'commandApi' | 'queryApi' | 'projections' | 'policies' | 'identity';

const isBelow = (prefix: string, path: string): boolean => path === prefix || path.startsWith(`${prefix}/`);

/** Where a request goes: by prefix (the operator's endpoints, the stand-in issuer), else by method (reads to the read side). */
export const destinationOf = (method: string, path: string): Destination => {
  if (isBelow('/ops/policies', path) || isBelow('/ops/payments', path)) return 'policies';
  if (isBelow('/ops', path)) return 'projections';
  if (isBelow('/identity', path)) return 'identity';
  return method === 'GET' || method === 'HEAD' ? 'queryApi' : 'commandApi';
};
