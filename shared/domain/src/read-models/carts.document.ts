import type { CartLine, LineOption, Seen } from '../events/cart.events.js';
import type { OrderTerms } from '../events/order-terms.js';
import type { Minor } from '../money.js';
import type { Paid } from './paid.js';
import type { ReadModel, Versioned } from '@doremi/event-sourcing';

export type CartStatus = 'BLANK' | 'MENUADDED' | 'ORDERED' | 'PAID' | 'EXPIRED';

export interface Hold {
  readonly holdId: number;
  readonly menuId: number;
  readonly quantity: number;
  readonly reason: string;
  readonly expiresAt: string;
  /** The menu as the customer saw it; null where nobody wrote that down. */
  readonly seen: Seen | null;
  readonly options: readonly LineOption[];
}

export interface CartView extends Versioned {
  readonly cartId: number;
  readonly storeId: number;
  readonly customerId: string;
  readonly cartStatus: CartStatus;
  readonly lines: readonly CartLine[];
  readonly holds: readonly Hold[];
  /** Adds that were dropped, with the reason. */
  readonly dropped: readonly { readonly holdId: number; readonly menuId: number; readonly reason: string }[];
  readonly total: Minor;
  /** As they were fixed by its order; while it is open, of what it holds, with the fulfilment that was chosen. */
  readonly terms: OrderTerms;
  readonly updatedAt: string;
  /** Of the attempt to pay that was made last; null before the first. */
  readonly payment: (Paid & { readonly attempt: number }) | null;
}

export const cartsModel: ReadModel<CartView> = { name: 'carts', version: 6, database: 'main' };
