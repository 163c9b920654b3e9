import type { DomainEvent } from '@doremi/event-sourcing';
import type { Minor } from '../money.js';
import type { Line } from './cart.events.js';
import type { OrderTerms } from './order-terms.js';

/**
 * STORAGE FORMAT: these names and shapes are written to the event store for good. Never rename or change one in place;
 * a new shape is a new schemaVersion with an upcaster and a golden file of the old shape (see upcast.ts).
 */

interface OrderIds {
  readonly orderId: number;
  readonly storeId: number;
  readonly customerId: string;
}

/** Why an order was cancelled: who did it, or what it followed from. */
export type CancelCode = 'CUSTOMER' | 'STORE' | 'REFUSED' | 'NOT_ANSWERED' | 'REFUNDED';

export type OrderEvent =
  /** schemaVersion 3; the lines of version 1 had no options, version 2 had no terms, number and acceptBy. */
  | DomainEvent<
      'OrderReceived',
      OrderIds &
        OrderTerms & {
          readonly cartId: number;
          readonly paymentId: number;
          readonly lines: readonly Line[];
          readonly total: Minor;
          readonly businessDay: string;
          /** ISO 8601. */
          readonly paidAt: string;
          /** Counted per store and business day, from 1; null where it was ordered before they were. */
          readonly orderNumber: number | null;
          /** ISO 8601: when it is cancelled should the store not have answered; null where it need not answer. */
          readonly acceptBy: string | null;
        }
    >
  /** Of the order as a whole: the store has said that it makes it, or need not be asked (`auto`). Times are ISO 8601. */
  | DomainEvent<
      'OrderAccepted',
      OrderIds & { readonly promisedAt: string; readonly acceptedAt: string; readonly by: 'store' | 'auto' }
    >
  | DomainEvent<'CookingStarted', OrderIds>
  | DomainEvent<'CookingCompleted', OrderIds>
  | DomainEvent<'CookingRecalled', OrderIds & { readonly reason: string }>
  | DomainEvent<'DeliveryStarted', OrderIds & { readonly courier: string | null }>
  /** schemaVersion 2; version 1 knew of no promise. Of a pickup: it was handed over. */
  | DomainEvent<
      'DeliveryCompleted',
      OrderIds & {
        readonly total: Minor;
        readonly businessDay: string;
        readonly secondsFromPaid: number;
        /** ISO 8601; null where nothing was promised. */
        readonly promisedAt: string | null;
        /** Whole seconds after what was promised; 0 where it was in time, null where nothing was promised. */
        readonly secondsLate: number | null;
      }
    >
  | DomainEvent<'DeliveryFailed', OrderIds & { readonly reason: string }>
  /** schemaVersion 2; version 1 had no code and no lines. */
  | DomainEvent<
      'OrderCancelled',
      OrderIds & {
        readonly paymentId: number;
        readonly total: Minor;
        readonly businessDay: string;
        readonly by: string;
        readonly reason: string;
        /** Null where it was cancelled before that was written down. */
        readonly code: CancelCode | null;
        /** What is not sold after all; none where it was cancelled before they were written down. */
        readonly lines: readonly Line[];
      }
    >;
