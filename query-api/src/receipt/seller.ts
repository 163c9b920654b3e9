import type { StoreView } from '@doremi/domain';

/** Who sold it. */
export interface Seller {
  readonly storeId: number;
  /** Null of one that the read model has not heard of yet. */
  readonly storeName: string | null;
  readonly address: string;
  /** IANA name. */
  readonly timezone: string;
}

/** The seller as it is known. */
export const sellerOf = (storeId: number, store: StoreView | null): Seller => ({
  storeId,
  storeName: store?.storeName ?? null,
  address: store?.address ?? '',
  timezone: store?.timezone ?? 'UTC',
});
