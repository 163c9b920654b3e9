import type { DomainEvent } from '@doremi/event-sourcing';

/**
 * STORAGE FORMAT: these names and shapes are written to the event store for good. Never rename or change one in place;
 * a new shape is a new schemaVersion with an upcaster and a golden file of the old shape (see upcast.ts).
 */

interface OfDay {
  readonly storeId: number;
  /** The store's local date, YYYY-MM-DD. */
  readonly businessDay: string;
  /** Counted per store and business day, from 1. */
  readonly number: number;
}

export type ReceiptEvent =
  | DomainEvent<'ReceiptNumbered', OfDay & { readonly orderId: number }>
  /** The number was given out in a log that was lost: nobody else gets it. */
  | DomainEvent<'ReceiptVoided', OfDay & { readonly reason: string }>;
