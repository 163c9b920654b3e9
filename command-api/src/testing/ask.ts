import { randomUUID } from 'node:crypto';
import { identify } from '@doremi/http/testing';
import { problemOf, type Route, type RouteResponse, statusOf, validated } from '@doremi/http';
import { idOf, isRefusal, type Refusal } from '@doremi/event-sourcing';

export interface Answered {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * Asks for something, in the name of somebody (`store:2002`, `customer:alice`, `admin`). The same correlation id is the
 * same command.
 */
export type Ask = (
  by: string,
  method: string,
  path: string,
  body?: object,
  correlationId?: string,
) => Promise<Answered>;

/**
 * Asks a route table without HTTP, so that nothing but the handlers' own work takes time. How a request is read and an
 * answer written is tested where it is done.
 */
export const askOf =
  (routes: readonly Route[]): Ask =>
  async (by, method, path, body = {}, correlationId = randomUUID()) => {
    const [found] = routes.flatMap((route) => {
      const params = route.method.toUpperCase() === method ? paramsOf(route.path, path) : null;
      return params ? [{ route, params }] : [];
    });
    if (!found) throw new Error(`there is no ${method} ${path}`);
    const { route, params } = found;
    const answer = await route.handle({
      body: route.body ? validated(route.body, { ...body }) : {},
      query: {},
      params,
      actor: identify({ get: () => by }),
      correlationId,
      commandId: idOf('asked', correlationId),
      now: new Date().toISOString(),
      header: () => undefined,
    });
    return isRefusal(answer) ? refused(answer) : answered(answer);
  };

const paramsOf = (pattern: string, path: string): Record<string, number> | null => {
  const names = [...pattern.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const values = new RegExp(`^${pattern.replace(/:\w+/g, '(\\d+)')}$`).exec(path)?.slice(1);
  return values ? Object.fromEntries(names.map((name, index) => [name, Number(values[index])])) : null;
};

const answered = ({ status, body }: RouteResponse): Answered => ({ status, body: (body ?? {}) as Answered['body'] });

const refused = ({ refused, details: { status: currentStatus, ...details } }: Refusal): Answered => {
  const status = statusOf(refused);
  return { status, body: problemOf(status, refused, { ...details, currentStatus }) };
};
