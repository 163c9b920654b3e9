import type { Counters } from '../ledger.js';

/** One answer of the payment provider; `body` is the parsed JSON. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: Record<string, unknown>;
}

/** Calls the payment provider on a port, as the command-api does. Rejects when the connection is cut. */
export const caller = (port: number) => {
  const call = async (method: string, path: string, headers: Record<string, string> = {}, body?: string) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers, body });
    const type = response.headers.get('content-type') ?? '';
    return { status: response.status, type, body: (await response.json()) as Record<string, unknown> };
  };
  const post = (path: string, key: string, body: unknown): Promise<Answer> =>
    call('POST', path, { 'content-type': 'application/json', 'idempotency-key': key }, JSON.stringify(body));
  return {
    call,
    get: (path: string): Promise<Answer> => call('GET', path),
    charge: (key: string, amount: number) => post('/charges', key, { amount }),
    post,
    refund: (key: string, charge: unknown, amount: number) => post('/refunds', key, { charge, amount }),
    counters: async () => (await call('GET', '/counters')).body as unknown as Counters,
  };
};
