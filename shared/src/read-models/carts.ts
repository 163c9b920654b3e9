import type { CartLine } from '../events/cart.events.js';
import type { Minor } from '../kernel/money.js';
import type { ReadModel } from '../kernel/projection.js';
import type { Versioned } from '../kernel/versioned.js';

export type CartStatus = 'BLANK' | 'MENUADDED' | 'ORDERED' | 'PAID' | 'EXPIRED';

export interface Hold {
  readonly holdId: number;
  readonly menuId: number;
  readonly quantity: number;
  readonly reason: string;
  readonly expiresAt: string;
  /** What the customer saw; null where nobody wrote that down. */
  readonly unitPrice: Minor | null;
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
  readonly updatedAt: string;
}

export const cartsModel: ReadModel<CartView> = { name: 'carts', version: 2, database: 'main' };
