/** What a document of any topic may be known by; what else it has is its topic's. */
export interface LiveEvent {
  readonly orderId?: number;
  readonly cartId?: number;
  readonly paymentId?: number;
  readonly menuId?: number;
  readonly storeId?: number;
  readonly closedAt?: string | null;
}

/** The number by which a document of a topic is known. */
export const keyOf = ({ orderId, cartId, paymentId, menuId, storeId }: LiveEvent): number =>
  orderId ?? paymentId ?? cartId ?? menuId ?? storeId ?? 0;
