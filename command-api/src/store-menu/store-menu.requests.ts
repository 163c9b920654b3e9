import { Absent, Instant, Nullable, Price, Text, Whole } from '@doremi/http';
import type { Minor } from '@doremi/domain';

export class ApproveMenuRequest {
  @Absent() @Whole({ min: 1, max: 1_000_000_000 }) revision?: number;
  /** The store's own price; when absent the one that it set before, else the offered one. */
  @Absent() @Price() price?: Minor;
}

export class RejectMenuRequest {
  @Absent() @Whole({ min: 1, max: 1_000_000_000 }) revision?: number;
  @Text({ max: 200 }) reason!: string;
}

export class SellOutRequest {
  /** When it is sold again by itself. */
  @Nullable() @Instant() until?: string | null;
}

export class StorePriceRequest {
  @Price() price!: Minor;
}
