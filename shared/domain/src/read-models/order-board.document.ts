import type { Line } from '../events/cart.events.js';
import type { OrderTerms } from '../events/order-terms.js';
import type { Minor } from '../money.js';
import type { CancelCode } from '../events/order.events.js';
import type { ReadModel } from '@doremi/event-sourcing';

export type OrderStage =
  'RECEIVED' | 'ACCEPTED' | 'COOKING' | 'READY' | 'DELIVERING' | 'DELIVERY_FAILED' | 'COMPLETED' | 'CANCELLED';

/** One order as the store's screen shows it; closed ones stay, marked by `open: false`. */
export interface BoardOrder {
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
  /** Null until it is accepted, and of an order from before there were promises. */
  readonly promisedAt: string | null;
  readonly receivedAt: string;
  readonly acceptedAt: string | null;
  readonly cookingAt: string | null;
  readonly readyAt: string | null;
  readonly deliveringAt: string | null;
  readonly closedAt: string | null;
  /** The store's local date on which it was ordered. */
  readonly businessDay: string;
  /** Null where it is not cancelled, or was before that was written down. */
  readonly cancelCode: CancelCode | null;
  /** What went back of what was paid for it. */
  readonly refunded: Minor;
}

export const orderBoardModel: ReadModel<BoardOrder> = { name: 'orderBoard', version: 4, database: 'main' };
