import type { DomainEvent } from '../decider.js';
import { BEGINNING } from '../position.js';
import type { Recorded } from '../recorded.js';
import { newEvent } from './new-event.js';

/** An event that happened: the `revision`-th of its stream. */
export const happened = (event: DomainEvent, revision = 0): Recorded => {
  const { id, metadata } = newEvent(event);
  return { ...event, id, metadata, revision, stream: 'stream', position: BEGINNING };
};
