import type { DomainEvent } from '@doremi/event-sourcing';
import type { Minor } from '../money.js';

/**
 * STORAGE FORMAT: these names and shapes are written to the event store for good. Never rename or change one in place;
 * a new shape is a new schemaVersion with an upcaster and a golden file of the old shape (see upcast.ts).
 */

/** What head office writes on the card. */
export interface MenuCard {
  readonly menuName: string;
  readonly menuType: string;
  readonly description: string;
  readonly price: Minor;
}

/** Which stores: every one (`"all"`) or those named. */
export type Audience = 'all' | readonly number[];

export type MenuEvent =
  | DomainEvent<'MenuRegistered', MenuCard & { readonly menuId: number; readonly revision: number }>
  | DomainEvent<'MenuRevised', MenuCard & { readonly menuId: number; readonly revision: number }>
  /** `except` names the stores whose offer was withdrawn, where the audience is "all". */
  | DomainEvent<
      'MenuOffered',
      MenuCard & {
        readonly menuId: number;
        readonly revision: number;
        readonly audience: Audience;
        readonly except: readonly number[];
      }
    >
  | DomainEvent<'MenuOfferWithdrawn', { readonly menuId: number; readonly storeIds: readonly number[] }>
  /** `audience` is everybody it had been offered to. */
  | DomainEvent<'MenuDeleted', { readonly menuId: number; readonly reason: string; readonly audience: Audience }>;
