import type { DomainEvent } from '@doremi/event-sourcing';

/**
 * STORAGE FORMAT: these names and shapes are written to the event store for good. Never rename or change one in place;
 * a new shape is a new schemaVersion with an upcaster and a golden file of the old shape (see upcast.ts).
 */

/** One of the places that a store has for orders in a quarter of an hour, by what holds it. */
export interface Slot {
  readonly storeId: number;
  /** The UTC date of the quarter, YYYY-MM-DD: its stream's. */
  readonly date: string;
  /** When the quarter begins, in UTC; ISO 8601. */
  readonly quarter: string;
  readonly cartId: number;
  readonly attempt: number;
}

export type SlotEvent =
  /** Before the cart is ordered. `takenAt` is ISO 8601. */
  DomainEvent<'SlotTaken', Slot & { readonly takenAt: string }> | DomainEvent<'SlotFreed', Slot>;
