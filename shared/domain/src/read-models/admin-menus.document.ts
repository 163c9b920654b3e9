import type { ReadModel } from '@doremi/event-sourcing';
import type { MenuCard } from '../events/menu.events.js';

export type StoreAnswer = 'WAITING' | 'APPROVED' | 'REJECTED' | 'DELISTED';

/** Head office's view of one menu, with each store's answer to it. */
export interface AdminMenu extends MenuCard {
  readonly menuId: number;
  readonly revision: number;
  readonly status: 'ACTIVE' | 'DELETED';
  readonly registeredAt: string;
  readonly updatedAt: string;
  /** Per storeId (as text, for MongoDB's sake): what it answered, to which revision, and when. */
  readonly stores: Readonly<
    Record<string, { readonly answer: StoreAnswer; readonly revision: number; readonly at: string }>
  >;
}

export const adminMenusModel: ReadModel<AdminMenu> = { name: 'adminMenus', version: 2, database: 'admin' };
