import { randomUUID } from 'node:crypto';
import type { NewEvent } from '../../engines/event-store.js';
import type { DomainEvent } from '../../kernel/decider.js';

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
