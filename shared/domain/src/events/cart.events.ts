import type { DomainEvent } from '@doremi/event-sourcing';
import type { Minor } from '../money.js';
import type { Fulfilment, OrderTerms } from './order-terms.js';

/**
 * STORAGE FORMAT: these names and shapes are written to the event store for good. Never rename or change one in place;
 * a new shape is a new schemaVersion with an upcaster and a golden file of the old shape (see upcast.ts).
 */

/** An option of a menu, by its ids. */
export interface Choice {
  readonly groupId: string;
  readonly optionId: string;
}

/** An option as it was chosen: its name and what it added to the price then. */
export interface LineOption extends Choice {
  readonly name: string;
  readonly priceDelta: Minor;
}

/** One line of a cart or order; its price was fixed when it was added. */
export interface Line {
  readonly lineId: number;
  readonly menuId: number;
  readonly revision: number;
  readonly menuName: string;
  readonly quantity: number;
  /** With its options. */
  readonly unitPrice: Minor;
  readonly options: readonly LineOption[];
}

/** A line of a cart that is not ordered yet. */
export interface CartLine extends Line {
  /**
   * What the customer saw when this was added, where it waited and was confirmed at another price or revision: who orders it
   * has to say that they saw that. Absent where there is nothing to say.
   */
  readonly seen?: Seen;
}

/** A menu as somebody saw it. */
export interface Seen {
  readonly revision: number;
  readonly unitPrice: Minor;
}

/** The most that a line may hold of a menu. */
export const MAX_QUANTITY = 99;

interface CartIds {
  readonly cartId: number;
  readonly storeId: number;
  readonly customerId: string;
}

/**
 * What holds lines, or becomes one, has its options since schemaVersion 2; MenuAddHeld since 3 (and `seen` since 2).
 * CartOrdered and CartPaid have the terms since 3.
 */
export type CartEvent =
  | DomainEvent<'CartCreated', CartIds>
  /** Of a line that is there already, `quantity` is how many more of it. */
  | DomainEvent<'MenuAddedToCart', CartIds & Line>
  | DomainEvent<'LineQuantityChanged', CartIds & { readonly lineId: number; readonly quantity: number }>
  | DomainEvent<
      'MenuAddHeld',
      CartIds & {
        readonly holdId: number;
        readonly menuId: number;
        readonly quantity: number;
        readonly reason: string;
        /** ISO 8601. */
        readonly expiresAt: string;
        /** The menu as the customer saw it; null where nobody wrote that down. */
        readonly seen: Seen | null;
        readonly options: readonly LineOption[];
      }
    >
  /** Of a line that is there already, `quantity` is how many more of it. */
  | DomainEvent<'HeldMenuAdded', CartIds & Line & { readonly holdId: number }>
  | DomainEvent<'HeldMenuDropped', CartIds & { readonly holdId: number; readonly reason: string }>
  | DomainEvent<'MenuRemovedFromCart', CartIds & { readonly lineId: number }>
  /** All of it: what was chosen before is gone. */
  | DomainEvent<'FulfilmentChosen', CartIds & Fulfilment>
  | DomainEvent<
      'CartOrdered',
      CartIds &
        OrderTerms & {
          readonly attempt: number;
          readonly lines: readonly Line[];
          /** What is charged: subtotal and delivery fee. */
          readonly total: Minor;
          /** The store's local date, YYYY-MM-DD, fixed here for every later event. */
          readonly businessDay: string;
          /** The quarter of an hour of which it took a place (SlotTaken); null where the store counts none. */
          readonly quarter: string | null;
        }
    >
  | DomainEvent<'CartReopened', CartIds & { readonly attempt: number; readonly reason: string }>
  | DomainEvent<
      'CartPaid',
      CartIds &
        OrderTerms & {
          readonly attempt: number;
          readonly paymentId: number;
          readonly lines: readonly Line[];
          readonly total: Minor;
          readonly businessDay: string;
        }
    >
  | DomainEvent<'CartExpired', CartIds>;
