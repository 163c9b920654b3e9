import type { Minor } from '../money.js';

/** Prices include tax: `net` and `tax` add up to the total. `rate` is percent. */
export interface Tax {
  readonly rate: number;
  readonly net: Minor;
  readonly tax: Minor;
}

/** What is sealed for one customer, with what it takes to open it; base64 but for `keyId` and `of`. */
export interface Sealed {
  readonly keyId: string;
  readonly iv: string;
  readonly tag: string;
  readonly data: string;
  /** Where it was written first; what is sealed opens only with it. */
  readonly of: { readonly stream: string; readonly eventId: string };
}

/** How an order gets to its customer. */
export interface Fulfilment {
  readonly type: 'DELIVERY' | 'PICKUP';
  /** ISO 8601; null: as soon as possible. */
  readonly wantedAt: string | null;
  /** Contact, address and note. */
  readonly personal: Sealed | null;
}

/** What is agreed on when a cart is ordered, beyond its lines and total; later events copy it. */
export interface OrderTerms {
  readonly subtotal: Minor;
  readonly deliveryFee: Minor;
  /** ISO 4217; null where it was ordered before that was written down. */
  readonly currency: string | null;
  /** Null where it was ordered before that was written down. */
  readonly tax: Tax | null;
  /** Null where nobody said: it is delivered. */
  readonly fulfilment: Fulfilment | null;
}

/** The terms of an order that costs its lines and nothing besides. */
export const plainTerms = (total: Minor, fulfilment: Fulfilment | null = null): OrderTerms => ({
  subtotal: total,
  deliveryFee: 0,
  currency: null,
  tax: null,
  fulfilment,
});

/** The terms that these lines have while their cart is open, at a store with this fee; who picks up pays none. */
export const openTerms = (
  subtotal: Minor,
  fulfilment: Fulfilment | null,
  { deliveryFee }: { readonly deliveryFee: Minor },
): OrderTerms => ({
  ...plainTerms(subtotal, fulfilment),
  deliveryFee: fulfilment?.type === 'PICKUP' ? 0 : deliveryFee,
});

/** What is paid by these terms. */
export const dueBy = ({ subtotal, deliveryFee }: OrderTerms): Minor => subtotal + deliveryFee;

/** How it gets to its customer, without whatever else the value carries. */
export const fulfilmentOf = ({ type, wantedAt, personal }: Fulfilment): Fulfilment => ({ type, wantedAt, personal });

/** Whether two say the same. */
export const isSameFulfilment = (a: Fulfilment, b: Fulfilment): boolean =>
  a.type === b.type && a.wantedAt === b.wantedAt && a.personal?.data === b.personal?.data;

/** What an order says besides its lines where it has the plain terms, no number, and nobody has to accept it. */
export const plainOrder = (total: Minor) => ({ ...plainTerms(total), orderNumber: null, acceptBy: null });

/** The terms as events have them, without whatever else the value carries. */
export const termsOf = ({ subtotal, deliveryFee, currency, tax, fulfilment }: OrderTerms): OrderTerms => ({
  subtotal,
  deliveryFee,
  currency,
  tax,
  fulfilment,
});
