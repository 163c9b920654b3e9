import { randomUUID } from 'node:crypto';
import type { DomainEvent, NewEvent } from '@doremi/event-sourcing';

/** An event as it is appended to an event store, of now. */
export const newEvent = (event: DomainEvent): NewEvent => {
  const id = randomUUID();
  const ids = { $correlationId: id, $causationId: id, commandId: id };
  return {
    id,
    event,
    metadata: {
      ...ids,
      actor: { sub: 'system', roles: ['system'] },
      occurredAt: new Date().toISOString(),
      schemaVersion: 1,
    },
  };
};
