import type { RouteRequest } from '@doremi/http';
import { parsePlace, type Refusal, refuse } from '@doremi/event-sourcing';
import type { Reader } from './read-models.js';

type Handle<Params, Query, Response> = (request: RouteRequest<Params, object, Query>) => Promise<Response>;
type Watched = Pick<Reader<object>, 'waitFor'>;

/** How long an answer waits for the position that the client named; after that it is refused. */
const ASKED_MS = 5_000;
/** How long it waits for the gateway's hint; after that it is answered with what there is. */
const HINTED_MS = 1_000;

/**
 * Makes a GET's answer no staler than what the client has seen: it waits for the read models that it is made from, which may
 * depend on what is asked.
 *
 * `X-Event-Position` comes from the client and is binding: READ_MODEL_BEHIND (503) when it can't be met within 5 s,
 * POSITION_INVALID (400) when it is none. One of a log that was lost is not waited for. `X-Event-Position-Hint` is the gateway's, for clients without that header.
 */
export const freshEnough =
  <Params, Query, Response>(
    readers: readonly Watched[] | ((request: RouteRequest<Params, object, Query>) => readonly Watched[]),
    handle: Handle<Params, Query, Response | Refusal>,
  ): Handle<Params, Query, Response | Refusal> =>
  async (request) => {
    const refusal = await refusalIfBehind(request, typeof readers === 'function' ? readers(request) : readers);
    return refusal ?? handle(request);
  };

const refusalIfBehind = async (
  { header }: Pick<RouteRequest, 'header'>,
  readers: readonly Watched[],
): Promise<Refusal | null> => {
  const wanted = header('X-Event-Position');
  if (wanted === undefined) {
    const hint = parsePlace(header('X-Event-Position-Hint') ?? '');
    if (hint) await Promise.all(readers.map((reader) => reader.waitFor(hint, HINTED_MS)));
    return null;
  }
  const place = parsePlace(wanted);
  if (!place) return refuse('POSITION_INVALID');
  const reached = await Promise.all(readers.map((reader) => reader.waitFor(place, ASKED_MS)));
  return reached.every(Boolean) ? null : refuse('READ_MODEL_BEHIND', { position: wanted });
};
