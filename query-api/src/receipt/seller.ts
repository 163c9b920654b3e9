import type { StoreView } from '@doremi/domain';

/** Who sold it. */
export interface Seller {
  readonly storeId: number;
  readonly storeName: string;
  readonly address: string;
  /** IANA name. */
  readonly timezone: string;
}

/** The seller as it is known; one that the read model has not heard of yet goes by its number. */
export const sellerOf = (storeId: number, store: StoreView | null): Seller => ({
  storeId,
  storeName: store?.storeName ?? `Store ${storeId}`,
  address: store?.address ?? '',
  timezone: store?.timezone ?? 'UTC',
});
