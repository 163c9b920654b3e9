import { hash } from 'node:crypto';
import type { CartEvent } from './cart.events.js';
import type { ChainEvent } from './chain.events.js';
import type { CustomerEvent } from './customer.events.js';
import type { LogEvent } from './log.events.js';
import type { MenuEvent } from './menu.events.js';
import type { OrderEvent } from './order.events.js';
import type { PaymentEvent } from './payment.events.js';
import type { SlotEvent } from './slot.events.js';
import type { ReceiptEvent } from './receipt.events.js';
import type { StoreEvent } from './store.events.js';
import type { StoreMenuEvent } from './store-menu.events.js';

/** Every event of ours. */
export type DoremiEvent =
  | SlotEvent
  | MenuEvent
  | StoreEvent
  | StoreMenuEvent
  | CartEvent
  | PaymentEvent
  | OrderEvent
  | CustomerEvent
  | LogEvent
  | ChainEvent
  | ReceiptEvent;

/** The names of the event streams. STORAGE FORMAT: never changed. */
export const LOG_STREAM = 'log-1';
export const CHAIN_STREAM = 'chain-1';
export const menuStream = (menuId: number): string => `menu-${menuId}`;
/** A store's places for orders whose quarter of an hour begins on this UTC date. */
export const slotsStream = (storeId: number, date: string): string => `slots-${storeId}-${date}`;
export const storeStream = (storeId: number): string => `store-${storeId}`;
export const storeMenuStream = (storeId: number, menuId: number): string => `storeMenu-${storeId}.${menuId}`;
export const cartStream = (cartId: number): string => `cart-${cartId}`;
export const paymentStream = (paymentId: number): string => `payment-${paymentId}`;
export const receiptsStream = (storeId: number, businessDay: string) => `receipts-${storeId}-${businessDay}` as const;
export const orderStream = (orderId: number): string => `order-${orderId}`;
export const customerStream = (customerHash: string): string => `customer-${customerHash}`;

/** What a customer goes by where their id is not to be told: SHA-256 of it, hex. STORAGE FORMAT. */
export const customerHashOf = (customerId: string): string => hash('sha256', customerId, 'hex');

/** The key for what a customer types after so many erasures were asked for. STORAGE FORMAT. */
export const customerKeyId = (customerHash: string, erasures: number): string => `${customerHash}.${erasures}`;

/** Whose key it is. */
export const customerHashIn = (keyId: string): string => keyId.replace(/\.\d+$/, '');
