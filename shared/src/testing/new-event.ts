import { randomUUID } from 'node:crypto';
import type { NewEvent } from '../engines/event-store.js';
import { ANONYMOUS } from '../kernel/actor.js';
import type { DomainEvent } from '../kernel/decider.js';
import type { EventMetadata } from '../kernel/recorded.js';

/** An event as a command would append it. */
export const newEvent = (event: DomainEvent, metadata: Partial<EventMetadata> = {}): NewEvent => {
  const id = randomUUID();
  const base = { $correlationId: id, $causationId: id, commandId: id, actor: ANONYMOUS, schemaVersion: 1 };
  return { id, event, metadata: { ...base, occurredAt: '2026-01-31T12:00:00.000Z', ...metadata } };
};
