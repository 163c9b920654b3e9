import { randomUUID } from 'node:crypto';
import type { NewEvent } from '../event-store.js';
import type { DomainEvent } from '../decider.js';
import type { EventMetadata } from '../recorded.js';

const SOMEBODY = { sub: 'anonymous', roles: ['admin', 'store', 'customer', 'operator'] };

/** An event as a command would append it. */
export const newEvent = (event: DomainEvent, metadata: Partial<EventMetadata> = {}): NewEvent => {
  const id = randomUUID();
  const base = { $correlationId: id, $causationId: id, commandId: id, actor: SOMEBODY, schemaVersion: 1 };
  return { id, event, metadata: { ...base, occurredAt: '2026-01-31T12:00:00.000Z', ...metadata } };
};
