import { decodeCursor, encodeCursor, get, pageOf, PageQuery, type Route, Text } from '@doremi/http';
import { BEGINNING, isRefusal, type Position } from '@doremi/event-sourcing';
import { EventResponse, eventResponse } from './events.responses.js';
import { freshEnough } from './read-your-writes.js';
import type { ReadModels } from './read-models.js';

export class EventsQuery extends PageQuery {
  /** As it was sent with a request, or came back with its answer. */
  @Text({ max: 200 }) correlationId!: string;
}

/** A page of them: the cursor holds the place of the last one, and each run has one at least, so as many runs as events are enough. */
const eventsOf = async ({ correlationId, limit, cursor }: EventsQuery, runs: ReadModels['events']) => {
  const list = ['events', correlationId];
  const from = cursor === undefined ? { place: [BEGINNING] } : decodeCursor(cursor, list, 1);
  if (isRefusal(from)) return from;
  const after = (from.place[0] ?? BEGINNING) as Position;
  const where = { correlations: correlationId, last: { $gt: after } };
  const build = await runs.pinned();
  const found = await build.find({ where, sort: [['first', 1]], limit: limit + 1 });
  const left = found
    .flatMap(({ events }) => events)
    .filter((event) => event.correlationId === correlationId && event.position > after);
  const items = left.slice(0, limit);
  const place = [items.at(-1)?.position ?? ''];
  const nextCursor = left.length > limit ? encodeCursor(list, { isInRest: false, place, listed: [] }) : null;
  return { status: 200, body: { items: items.map(eventResponse), nextCursor } } as const;
};

/** What followed from a request, for whoever runs the system. */
export const eventRoutes = ({ events }: Pick<ReadModels, 'events'>): Route[] => [
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
    freshEnough([events], ({ query }) => eventsOf(query, events)),
  ),
];
