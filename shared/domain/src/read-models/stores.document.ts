import type { StoreSettings, StoreStatus } from '../events/store.events.js';
import type { Position, ReadModel } from '@doremi/event-sourcing';

export interface StoreView {
  readonly storeId: number;
  readonly storeName: string;
  readonly address: string;
  readonly timezone: string;
  readonly status: StoreStatus;
  /** ISO 8601; a PAUSED or CLOSED whose time has passed reads as OPEN. */
  readonly until: string | null;
  readonly settings: StoreSettings;
  /** Where it was registered in the log: what was said to every store before that was not said to it. */
  readonly since: Position;
}

export const storesModel: ReadModel<StoreView> = { name: 'stores', version: 3, database: 'main' };
