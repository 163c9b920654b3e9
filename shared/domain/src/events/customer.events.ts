import type { DomainEvent } from '@doremi/event-sourcing';

/**
 * STORAGE FORMAT: these names and shapes are written to the event store for good. Never rename or change one in place;
 * a new shape is a new schemaVersion with an upcaster and a golden file of the old shape (see upcast.ts).
 */

interface OfKey {
  /** `{customerHash}.{n}`, n from 0. */
  readonly keyId: string;
}

export type CustomerEvent =
  /** What was sealed with this key is to be erased; what the customer types from now on is sealed with the next one. */
  | DomainEvent<'PersonalDataErasureRequested', OfKey & { readonly by: string }>
  /** The key is destroyed. */
  | DomainEvent<'PersonalDataErased', OfKey>;
