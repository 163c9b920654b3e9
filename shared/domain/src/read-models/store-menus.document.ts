import type { MenuCard } from '../events/menu.events.js';
import type { Minor } from '../money.js';
import type { SoldOutOption } from '../events/store-menu.events.js';
import type { ReadModel, Versioned } from '@doremi/event-sourcing';

export type StoreMenuStatus = 'REGISTERED' | 'APPROVED' | 'REJECTED' | 'DELISTED';

/** The place of a menu whose card says none; an index knows where that is, which null is not behind. */
export const BEHIND_ALL = Number.MAX_SAFE_INTEGER;

/** One menu at one store: what it sells, and what waits for its answer. The key is `{storeId}.{menuId}`. */
export interface StoreMenuView extends Versioned {
  readonly storeId: number;
  readonly menuId: number;
  readonly menuStatus: StoreMenuStatus;
  /** What is on sale; null before the first approval. Its price is the store's own. */
  readonly live: (MenuCard & { readonly revision: number }) | null;
  /** What was on sale last, delisted or not; null where nothing ever was. */
  readonly sold: (MenuCard & { readonly revision: number }) | null;
  /** The price that the store set itself; null where the offered one counts. */
  readonly ownPrice: Minor | null;
  /** What waits for the store's answer. */
  readonly pending: (MenuCard & { readonly revision: number }) | null;
  /** The newest card the store was asked about, shown while nothing is live. */
  readonly latest: (MenuCard & { readonly revision: number }) | null;
  /** Where it stands in its store's list: the position on its card, live before newest; BEHIND_ALL where that says none. */
  readonly place: number;
  /** `until` is ISO 8601 and judged when it is read; null inside means "until it is restocked". */
  readonly soldOut: { readonly until: string | null } | null;
  /** Options that the store is out of, each judged in the same way. */
  readonly soldOutOptions: readonly SoldOutOption[];
  /** What the store refused last and why, `at` ISO 8601; null once that is taken back, a newer offer comes, or the menu is delisted. */
  readonly rejected: { readonly revision: number; readonly reason: string; readonly at: string } | null;
  readonly updatedAt: string;
}

export const storeMenusModel: ReadModel<StoreMenuView> = { name: 'storeMenus', version: 8, database: 'main' };
