/** What a document of any topic may be known by; what else it has is its topic's. */
export interface LiveEvent {
  readonly orderId?: number;
  readonly cartId?: number;
  readonly paymentId?: number;
  readonly menuId?: number;
  readonly closedAt?: string | null;
}
