import {
  anything,
  decodeCursor,
  encodeCursor,
  get,
  id,
  named,
  nullable,
  pageOf,
  PageQuery,
  type Route,
  type Static,
  Text,
} from '@doremi/http';
import { isRefusal, refuse } from '@doremi/event-sourcing';
import type { Past } from '../as-of.js';
import { eventFields, eventResponse } from '../events.responses.js';
import { freshEnough } from '../read-your-writes.js';
import type { Moment } from './timeline.js';

export class TimelineQuery extends PageQuery {
  /** The name of one of our streams, such as `order-17`. */
  @Text({ max: 200 }) stream!: string;
}

/** Of `data` and `state` docs/events.md and the read models say more; in place of what is personal stands `sealed` or `hidden`. */
const TimelineEvent = named('TimelineEvent', {
  ...eventFields,
  schemaVersion: id,
  data: anything,
  state: nullable(anything),
});

const timelineEvent = ({ event, data, state }: Moment): Static<typeof TimelineEvent> => ({
  ...eventResponse(event),
  schemaVersion: event.metadata.schemaVersion,
  data,
  state,
});

/** The cursor holds the revision of the last event: a stream only grows. */
const pageOfTimeline = async ({ stream, limit, cursor }: TimelineQuery, past: Pick<Past, 'timeline'>) => {
  const list = ['timeline', stream];
  const from = cursor === undefined ? { place: [-1] } : decodeCursor(cursor, list, 1);
  if (isRefusal(from)) return from;
  const after = Number(from.place[0] ?? -1);
  const found = await past.timeline({ stream, after, limit: limit + 1 });
  if (!found) return refuse('STREAM_NOT_FOUND', { stream });
  const items = found.slice(0, limit);
  const place = [items.at(-1)?.event.revision ?? after];
  const nextCursor = found.length > limit ? encodeCursor(list, { isInRest: false, place, listed: [] }) : null;
  return { status: 200, body: { items: items.map(timelineEvent), nextCursor } } as const;
};

/** What happened to one thing, for whoever runs the system. */
export const timelineRoutes = (past: Pick<Past, 'timeline'>): Route[] => [
  get(
    '/events/timeline',
    {
      tag: 'events',
      operation: 'getTimeline',
      summary: 'The events of a stream, oldest first, with what they say and what was so after each; nothing personal',
      roles: ['operator'],
      query: TimelineQuery,
      responses: { 200: pageOf(TimelineEvent) },
      refusals: ['STREAM_NOT_FOUND', 'EVENT_VERSION_NEWER'],
    },
    // It is read from the event store itself: nothing is fresher.
    freshEnough([], ({ query }) => pageOfTimeline(query, past)),
  ),
];
