import type { ReadModel } from '@doremi/event-sourcing';
import type { MenuCard } from '../events/menu.events.js';
import type { Minor } from '../money.js';

export type StoreAnswer = 'WAITING' | 'APPROVED' | 'REJECTED' | 'DELISTED';

/** Head office's view of one menu, with each store's answer to it. */
export interface AdminMenu extends MenuCard {
  readonly menuId: number;
  readonly revision: number;
  readonly status: 'ACTIVE' | 'DELETED';
  readonly registeredAt: string;
  readonly updatedAt: string;
  /** Per storeId (as text, for MongoDB's sake). */
  readonly stores: Readonly<Record<string, MenuAtStore>>;
}

/** What a store said to a menu last, to which revision, and when; and what it really sells. */
export interface MenuAtStore {
  readonly answer: StoreAnswer;
  readonly revision: number;
  readonly at: string;
  /** Why it was refused, or taken off; null where nobody has to say why. */
  readonly reason: string | null;
  /** The revision that is on sale there and its price without options, and since when it is that; null where none is. */
  readonly live: { readonly revision: number; readonly price: Minor; readonly since: string } | null;
}

export const adminMenusModel: ReadModel<AdminMenu> = { name: 'adminMenus', version: 3, database: 'admin' };
