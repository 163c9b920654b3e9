import { decodeCursor, encodeCursor, get, pageOf, PageQuery, type Route, Text } from '@doremi/http';
import { type EventRun, linksOf } from '@doremi/domain';
import { BEGINNING, isRefusal, type Position, type Recorded } from '@doremi/event-sourcing';
import type { Past } from './as-of.js';
import { EventResponse, eventResponse } from './events.responses.js';
import { freshEnough } from './read-your-writes.js';
import type { ReadModels } from './read-models.js';

export class EventsQuery extends PageQuery {
  /** As it was sent with a request, or came back with its answer. */
  @Text({ max: 200 }) correlationId!: string;
}

const RUNS_AT_ONCE = 20;

/** The runs that have any of it behind a place, oldest first. */
async function* runsOf(correlationId: string, after: Position, runs: ReadModels['events']): AsyncGenerator<EventRun> {
  const build = await runs.pinned();
  let last: Position | undefined = after;
  while (last !== undefined) {
    const where = { correlations: correlationId, last: { $gt: last } };
    const found: EventRun[] = await build.find({ where, sort: [['first', 1]], limit: RUNS_AT_ONCE });
    yield* found;
    last = found.length === RUNS_AT_ONCE ? found.at(-1)?.last : undefined;
  }
}

/** A page of them: the cursor holds the place of the last one. */
const eventsOf = async (
  { correlationId, limit, cursor }: EventsQuery,
  runs: ReadModels['events'],
  past: Pick<Past, 'linked'>,
) => {
  const list = ['events', correlationId];
  const from = cursor === undefined ? { place: [BEGINNING] } : decodeCursor(cursor, list, 1);
  if (isRefusal(from)) return from;
  const after = (from.place[0] ?? BEGINNING) as Position;
  const found: Recorded[] = [];
  for await (const run of runsOf(correlationId, after, runs)) {
    const events = await past.linked(linksOf(run, correlationId));
    const isIts = ({ position, metadata }: Recorded) => position > after && metadata.$correlationId === correlationId;
    found.push(...events.filter(isIts));
    if (found.length > limit) break;
  }
  const items = found.slice(0, limit);
  const place = [items.at(-1)?.position ?? ''];
  const nextCursor = found.length > limit ? encodeCursor(list, { isInRest: false, place, listed: [] }) : null;
  return { status: 200, body: { items: items.map(eventResponse), nextCursor } } as const;
};

/** What followed from a request, for whoever runs the system: found by the read model, read from the event store. */
export const eventRoutes = ({ events }: Pick<ReadModels, 'events'>, past: Pick<Past, 'linked'>): Route[] => [
  get(
    '/events',
    {
      tag: 'events',
      operation: 'listEvents',
      summary: 'Every event of a correlation, oldest first: what followed from what, and nothing of what it says',
      roles: ['operator'],
      query: EventsQuery,
      responses: { 200: pageOf(EventResponse) },
    },
    freshEnough([events], ({ query }) => eventsOf(query, events, past)),
  ),
];
