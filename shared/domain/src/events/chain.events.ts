import type { DomainEvent } from '@doremi/event-sourcing';

/**
 * STORAGE FORMAT: these names and shapes are written to the event store for good. Never rename or change one in place;
 * a new shape is a new schemaVersion with an upcaster and a golden file of the old shape (see upcast.ts).
 */

export type ChainEvent =
  /** The chain was started for the first time; whatever was sold before was sold in that currency. ISO 4217. */
  DomainEvent<'CurrencyFixed', { readonly currency: string }>;
