import type { Receipt } from '@doremi/domain';
import type { Shown } from '@doremi/personal-data';
import type { Seller } from './seller.js';

/** What there is to be printed of an order. */
export interface OnPaper {
  readonly receipt: Receipt;
  readonly seller: Seller;
  /** What is personal, as whoever asks is shown it. */
  readonly shown: Shown;
}
