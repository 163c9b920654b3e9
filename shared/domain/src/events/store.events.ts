import type { DomainEvent } from '@doremi/event-sourcing';
import type { Minor } from '../money.js';

/**
 * STORAGE FORMAT: these names and shapes are written to the event store for good. Never rename or change one in place;
 * a new shape is a new schemaVersion with an upcaster and a golden file of the old shape (see upcast.ts).
 */

export type StoreStatus = 'OPEN' | 'PAUSED' | 'CLOSED';

/** From `open` to `close`, local times of the store (HH:MM); a `close` that is not after `open` is on the next day. */
export interface OpeningPeriod {
  readonly open: string;
  readonly close: string;
}

/** `day` is the one on which it begins: 1 is Monday, 7 Sunday. */
export interface WeeklyPeriod extends OpeningPeriod {
  readonly day: number;
}

/** Stands for everything that would begin on `date` (YYYY-MM-DD); several of one date are several periods. */
export type HoursException =
  { readonly date: string; readonly closed: true } | (OpeningPeriod & { readonly date: string });

/** When a store is open, in its own time zone. Periods are sorted by when they begin. */
export interface OpeningHours {
  readonly weekly: readonly WeeklyPeriod[];
  readonly exceptions: readonly HoursException[];
}

/** How a store takes orders. */
export interface StoreSettings {
  /** Whether a delivery is ordered with an address only. */
  readonly addressRequired: boolean;
  /** Whether an order is accepted as it comes; else somebody at the store answers it within `acceptWithinMinutes`. */
  readonly autoAccept: boolean;
  readonly acceptWithinMinutes: number;
  readonly preparationMinutes: number;
  readonly deliveryFee: Minor;
  /** Of what a delivery's lines come to. */
  readonly minimumOrder: Minor;
  /** How many orders it takes for a quarter of an hour; null for any number. */
  readonly ordersPerQuarter: number | null;
  /** Null for always. */
  readonly hours: OpeningHours | null;
}

export type StoreEvent =
  /** schemaVersion 2; version 1 had no timezone. `timezone` is an IANA name, e.g. Asia/Seoul. */
  | DomainEvent<
      'StoreRegistered',
      { readonly storeId: number; readonly storeName: string; readonly address: string; readonly timezone: string }
    >
  /** `until` is ISO 8601, or null for "until it is changed". */
  | DomainEvent<
      'StoreStatusChanged',
      { readonly storeId: number; readonly status: StoreStatus; readonly until: string | null }
    >
  /** All of them, those too that stay as they were. */
  | DomainEvent<'StoreSettingsChanged', StoreSettings & { readonly storeId: number }>;
