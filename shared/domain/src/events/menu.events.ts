import type { DomainEvent } from '@doremi/event-sourcing';
import type { Minor } from '../money.js';

/**
 * STORAGE FORMAT: these names and shapes are written to the event store for good. Never rename or change one in place;
 * a new shape is a new schemaVersion with an upcaster and a golden file of the old shape (see upcast.ts).
 */

/** One thing that a customer may choose of a group; `priceDelta` is what it adds to the menu's price, or takes off it. */
export interface MenuOption {
  readonly optionId: string;
  readonly name: string;
  readonly priceDelta: Minor;
  /** Whether it is chosen where a customer says nothing. */
  readonly default: boolean;
}

/** A choice to make, such as a size or the toppings: from `min` to `max` of its options, each once at most. */
export interface OptionGroup {
  readonly groupId: string;
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly options: readonly MenuOption[];
}

/** What head office writes on the card. */
export interface MenuCard {
  readonly menuName: string;
  readonly menuType: string;
  readonly description: string;
  /** Without options. */
  readonly price: Minor;
  /** Under which heading it is sold, and at which place there; null where nobody said. */
  readonly category: string | null;
  readonly position: number | null;
  /** Of the EU's fourteen, in lower case. */
  readonly allergens: readonly string[];
  /** An https URL. */
  readonly imageUrl: string | null;
  readonly optionGroups: readonly OptionGroup[];
}

/** Which stores: every one (`"all"`) or those named. */
export type Audience = 'all' | readonly number[];

/** The three that carry a card have schemaVersion 2; version 1 had its name, type, description and price only. */
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
