import type { CorrelatedEvent } from '@doremi/domain';
import { array, count, instant, named, type Static, text } from '@doremi/http';

/** What is shown of every event, whatever it says. */
export const eventFields = {
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
};

export const EventResponse = named('EventShown', eventFields);

/** An event without what it says, and without who asked for it: only in which roles. */
export const eventResponse = (event: CorrelatedEvent): Static<typeof EventResponse> => ({
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
