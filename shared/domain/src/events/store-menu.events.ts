import type { DomainEvent } from '@doremi/event-sourcing';
import type { Minor } from '../money.js';
import type { Choice } from './cart.events.js';
import type { MenuCard } from './menu.events.js';

/**
 * STORAGE FORMAT: these names and shapes are written to the event store for good. Never rename or change one in place;
 * a new shape is a new schemaVersion with an upcaster and a golden file of the old shape (see upcast.ts).
 */

interface StoreAndMenu {
  readonly storeId: number;
  readonly menuId: number;
}

/** An option that a store is out of; `until` is ISO 8601, or null for "until it is restocked". */
export interface SoldOutOption extends Choice {
  readonly until: string | null;
}

export type StoreMenuEvent =
  /** schemaVersion 2, see MenuEvent. `offer` is the menu stream's revision of the MenuOffered. */
  | DomainEvent<
      'MenuConfirmationRequested',
      StoreAndMenu & MenuCard & { readonly offer: number; readonly revision: number }
    >
  | DomainEvent<
      'MenuApproved',
      StoreAndMenu & { readonly revision: number; readonly price: Minor; readonly by: string }
    >
  | DomainEvent<
      'MenuRejected',
      StoreAndMenu & { readonly revision: number; readonly reason: string; readonly by: string }
    >
  /** It waits for the store's answer again, as it did before it was rejected. */
  | DomainEvent<'MenuRejectionWithdrawn', StoreAndMenu & { readonly revision: number; readonly by: string }>
  | DomainEvent<'StorePriceSet', StoreAndMenu & { readonly price: Minor }>
  /** `until` is ISO 8601, or null for "until it is restocked". */
  | DomainEvent<'MenuSoldOut', StoreAndMenu & { readonly until: string | null }>
  | DomainEvent<'MenuRestocked', StoreAndMenu>
  /** Of one option of the menu; `until` as above. */
  | DomainEvent<'OptionSoldOut', StoreAndMenu & SoldOutOption>
  | DomainEvent<'OptionRestocked', StoreAndMenu & Choice>
  /** `offer` is the menu stream's revision of the withdrawal or deletion. */
  | DomainEvent<'MenuDelisted', StoreAndMenu & { readonly offer: number; readonly reason: string }>;
