export type Destination = 'commandApi' | 'queryApi' | 'projections';

/** Where a request goes: by prefix (the operator's endpoints), else by method (reads to the read side). */
export const destinationOf = (method: string, path: string): Destination => {
  if (path === '/ops' || path.startsWith('/ops/')) return 'projections';
  return method === 'GET' || method === 'HEAD' ? 'queryApi' : 'commandApi';
};
