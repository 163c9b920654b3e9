import type { Audience, MenuCard } from '../events/menu.events.js';
import type { ReadModel } from '@doremi/event-sourcing';

/** What a policy needs to know of one menu to offer it to a store that registers later. */
export interface OfferedMenu extends MenuCard {
  readonly menuId: number;
  readonly revision: number;
  /** The menu stream's revision of the newest offer to all; null when it was never offered to all. */
  readonly offerToAll: number | null;
  readonly except: readonly number[];
  readonly active: boolean;
  readonly audience: Audience;
}

export const offeredMenusModel: ReadModel<OfferedMenu> = { name: 'offeredMenus', version: 2, database: 'main' };
