import type { Recorded } from '@doremi/event-sourcing';
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
export const eventResponse = ({
  position,
  type,
  stream,
  revision,
  id,
  metadata,
}: Recorded): Static<typeof EventResponse> => ({
  position,
  type,
  stream,
  revision,
  at: metadata.occurredAt,
  eventId: id,
  correlationId: metadata.$correlationId,
  causationId: metadata.$causationId,
  commandId: metadata.commandId,
  roles: metadata.actor.roles,
});
