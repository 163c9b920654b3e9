import type { Minor } from '../money.js';
import type { ReadModel } from '@doremi/event-sourcing';

/** What one store sold on one business day. The key is `{storeId}.{businessDay}`. */
export interface SalesDay {
  readonly storeId: number;
  /** The store's local date, `2026-01-31`. */
  readonly businessDay: string;
  /** ISO 4217; null while no order of the day says in what it was paid. */
  readonly currency: string | null;
  readonly orders: number;
  /** The totals of all orders received, cancelled ones included: what went back is in `refunds`. */
  readonly revenue: Minor;
  /** The tax in the revenue, as far as it was written down. */
  readonly tax: Minor;
  /** What went back of these orders, on whatever day it did. */
  readonly refunds: Minor;
  /** The tax in the refunds, likewise. */
  readonly refundedTax: Minor;
  readonly cancelled: number;
  readonly delivered: number;
  /** From paid to delivered, all deliveries together: kept as a sum, so that the average stays exact. */
  readonly secondsToDeliver: number;
  /** Deliveries after what was promised, and by how many whole seconds, all of them together. */
  readonly late: number;
  readonly secondsLate: number;
}

export const salesByDayModel: ReadModel<SalesDay> = { name: 'salesByDay', version: 2, database: 'main' };
