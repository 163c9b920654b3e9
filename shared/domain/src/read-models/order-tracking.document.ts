import type { Line } from '../events/cart.events.js';
import type { OrderTerms } from '../events/order-terms.js';
import type { Minor } from '../money.js';
import type { CancelCode } from '../events/order.events.js';
import type { Paid } from './paid.js';
import type { ReadModel } from '@doremi/event-sourcing';
import type { OrderStage } from './order-board.document.js';

/** The customer's view of one order: state and timeline. It stays after completion. */
export interface OrderTrack {
  readonly orderId: number;
  readonly storeId: number;
  readonly customerId: string;
  readonly status: OrderStage;
  readonly open: boolean;
  readonly lines: readonly Line[];
  readonly total: Minor;
  readonly terms: OrderTerms;
  /** Per store and business day; null where it was ordered before they were counted. */
  readonly orderNumber: number | null;
  readonly courier: string | null;
  /** ISO 8601: by when its store has to answer; null where it need not. */
  readonly acceptBy: string | null;
  /** Both null until it is accepted, and of an order from before there were promises. */
  readonly acceptedAt: string | null;
  readonly promisedAt: string | null;
  readonly receivedAt: string;
  /** The store's local date on which it was ordered. */
  readonly businessDay: string;
  /** Null where it is not cancelled, or was before that was written down. */
  readonly cancelCode: CancelCode | null;
  readonly payment: Paid;
  /** One entry a step, oldest first; `note` is the reason given, where there is one. */
  readonly timeline: readonly { readonly status: OrderStage; readonly at: string; readonly note: string | null }[];
}

export const orderTrackingModel: ReadModel<OrderTrack> = { name: 'orderTracking', version: 4, database: 'main' };
