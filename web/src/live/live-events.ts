/** What a document of any topic may be known by; what else it has is its topic's. */
export interface LiveEvent {
  readonly orderId?: number;
  readonly cartId?: number;
  readonly paymentId?: number;
  readonly menuId?: number;
  readonly storeId?: number;
  readonly businessDay?: string;
  readonly closedAt?: string | null;
}

/** What a document of a topic is known by: a number, or a store and a day. */
export type LiveKey = number | `${number}.${string}`;

export const keyOf = ({ orderId, cartId, paymentId, menuId, storeId = 0, businessDay }: LiveEvent): LiveKey =>
  orderId ?? paymentId ?? cartId ?? menuId ?? (businessDay === undefined ? storeId : `${storeId}.${businessDay}`);
