import type { DomainEvent } from '@doremi/event-sourcing';

/**
 * STORAGE FORMAT: these names and shapes are written to the event store for good. Never rename or change one in place;
 * a new shape is a new schemaVersion with an upcaster and a golden file of the old shape (see upcast.ts).
 */

export type StoreStatus = 'OPEN' | 'PAUSED' | 'CLOSED';

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
    >;
