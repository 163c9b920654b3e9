import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/**
 * Below what the system gives to connections, so that a port stays free while the process that had it is away: from above, one that
 * is tried again and again on loopback is at last given to the connection itself.
 */
const RANGE = { first: 15_000, last: 31_999 } as const;

const tryToListen = async (port: number): Promise<Server | undefined> => {
  const server = createServer();
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
    return server;
  } catch {
    return undefined; // somebody has it
  }
};

/** So many ports of loopback that nobody listens on; all are held at once, so none is given twice. Those of `except` are kept for others. */
export const freePorts = async (count: number, except: readonly number[] = []): Promise<number[]> => {
  const held = new Map<number, Server>();
  while (held.size < count) {
    const port = RANGE.first + Math.floor(Math.random() * (RANGE.last - RANGE.first + 1));
    const server = held.has(port) || except.includes(port) ? undefined : await tryToListen(port);
    if (server) held.set(port, server);
  }
  await Promise.all([...held.values()].map((server) => once(server.close(), 'close')));
  return [...held.keys()];
};

interface OnPort {
  readonly port: number;
}

/** The same plans, each with a port of its own where any would do, which is none of `others`: kept when it is started again. */
export const withPorts = async <Plan extends OnPort>(
  plans: readonly Plan[],
  others: readonly OnPort[] = [],
): Promise<Plan[]> => {
  const given = [...plans, ...others].map(({ port }) => port);
  const ports = await freePorts(plans.length, given);
  return plans.map((plan, index) => ({ ...plan, port: plan.port || (ports[index] ?? 0) }));
};
