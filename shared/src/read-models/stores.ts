import type { StoreStatus } from '../events/store.events.js';
import type { ReadModel } from '../kernel/projection.js';

export interface StoreView {
  readonly storeId: number;
  readonly storeName: string;
  readonly address: string;
  readonly timezone: string;
  readonly status: StoreStatus;
  /** ISO 8601; a PAUSED or CLOSED whose time has passed reads as OPEN. */
  readonly until: string | null;
}

export const storesModel: ReadModel<StoreView> = { name: 'stores', version: 1, database: 'main' };
