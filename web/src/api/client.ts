import createClient from 'openapi-fetch';
import { disbelieved, headersOfSession } from '../session/current.js';
import { IssuerFault } from '../session/oidc-session.js';
import { ask } from './ask.js';
import { newest } from './position.js';
import { type Problem, ProblemError, UNREACHABLE } from './problem.js';
import type { components, paths } from './schema.js';

/** The shapes of the interface by their names, such as `Schema<'CartView'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/** Where the newest event of this tab's commands is: reads are asked to be no staler. */
let position: string | null = null;

export const lastPosition = (): string | null => position;

/** A token that can't be renewed now is a problem like any other: the session goes on, and it can be tried again. */
const headersOrSay = async (): Promise<Readonly<Record<string, string>>> => {
  try {
    return await headersOfSession();
  } catch (error) {
    if (!(error instanceof IssuerFault)) throw error;
    throw new ProblemError({ code: 'ISSUER_UNAVAILABLE', status: error.status });
  }
};

/** The interface as its OpenAPI document says it, in the name of whoever is here. */
export const api = createClient<paths>({ baseUrl: location.origin, fetch: ask });

api.use({
  onRequest: async ({ request }) => {
    for (const [name, value] of Object.entries(await headersOrSay())) request.headers.set(name, value);
    if (request.method === 'GET' && position !== null) request.headers.set('X-Event-Position', position);
  },
  onResponse: ({ request, response }) => {
    if (response.status === 401) disbelieved(request.headers);
    position = newest(position, response.headers.get('X-Event-Position'));
  },
});

const asProblem = (response: Response, body: unknown): Problem =>
  typeof body === 'object' && body !== null && 'code' in body
    ? (body as Problem)
    : { code: response.status === 0 ? UNREACHABLE.code : 'INTERNAL_ERROR', status: response.status };

/** What was answered. Throws ProblemError. */
export const answered = async <Data>(
  asking: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<Data> => {
  const { data, error, response } = await asking;
  if (response.ok) return data as Data;
  const retryAfter = response.headers.get('Retry-After');
  throw new ProblemError(asProblem(response, error), retryAfter === null ? null : Number(retryAfter));
};

/** All pages of a list, up to a thousand items, or as many as are said. Throws ProblemError. */
export const allOf = async <Item>(
  page: (cursor: string | undefined) => Promise<{ items: Item[]; nextCursor: string | null }>,
  most = 1_000,
): Promise<Item[]> => {
  const items: Item[] = [];
  for (let cursor: string | undefined; items.length < most;) {
    const one = await page(cursor);
    items.push(...one.items);
    if (one.nextCursor === null) break;
    cursor = one.nextCursor;
  }
  return items;
};
