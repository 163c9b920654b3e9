import {
  array,
  count,
  get,
  instant,
  named,
  pageOf,
  PageQuery,
  type Route,
  type Static,
  text,
  Text,
} from '@doremi/http';
import type { CorrelatedEvent } from '@doremi/domain';
import { freshEnough } from './read-your-writes.js';
import { page } from './page.js';
import type { ReadModels } from './read-models.js';

export class EventsQuery extends PageQuery {
  /** As it was sent with a request, or came back with its answer. */
  @Text({ max: 200 }) correlationId!: string;
}

const EventResponse = named('EventShown', {
  position: text,
  type: text,
  stream: text,
  revision: count,
  at: instant,
  eventId: text,
  correlationId: text,
  causationId: text,
  commandId: text,
  roles: array(text),
});

/** An event without what it says, and without who asked for it: only in which roles. */
const eventResponse = (event: CorrelatedEvent): Static<typeof EventResponse> => ({
  position: event.position,
  type: event.type,
  stream: event.stream,
  revision: event.revision,
  at: event.at,
  eventId: event.eventId,
  correlationId: event.correlationId,
  causationId: event.causationId,
  commandId: event.commandId,
  roles: event.roles,
});

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
    freshEnough([events], ({ query }) => {
      const where = { correlationId: query.correlationId };
      return page(events, { list: 'events', where, sort: [['position', 1]] }, query, eventResponse);
    }),
  ),
];
