import type { Choice } from '../events/cart.events.js';
import type { Minor } from '../money.js';
import type { ReadModel } from '@doremi/event-sourcing';

/** What one store sold of each menu on one business day. The key is `{storeId}.{businessDay}`. */
export interface MenuSalesDay {
  readonly storeId: number;
  /** The store's local date, `2026-01-31`, on which it was ordered. */
  readonly businessDay: string;
  /** Each menu once, those that were sold first before others. */
  readonly menus: readonly MenuSales[];
  /** What went back of orders that were not cancelled; of those that were, the lines are `returned`. */
  readonly refundedInPart: Minor;
}

export interface MenuSales {
  readonly menuId: number;
  /** As it was called when it was sold last. */
  readonly menuName: string;
  /** How many were ordered, cancelled ones included, and what they cost. */
  readonly sold: number;
  readonly revenue: Minor;
  /** How many of them were in orders that were cancelled, and what those cost. */
  readonly returned: number;
  readonly returnedAmount: Minor;
  readonly options: readonly OptionSales[];
}

/** How often an option was chosen with the menu, and how many of these were in orders that were cancelled. */
export interface OptionSales extends Choice {
  readonly name: string;
  readonly sold: number;
  readonly returned: number;
}

export const salesByMenuModel: ReadModel<MenuSalesDay> = { name: 'salesByMenu', version: 1, database: 'main' };
