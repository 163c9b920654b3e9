import { Absent, Instant, MAX_STORE_ID, Nullable, OneOf, Text, TimeZone, Whole } from '@doremi/http';
import type { StoreStatus } from '@doremi/domain';

export class RegisterStoreRequest {
  @Whole({ min: 1, max: MAX_STORE_ID }) storeId!: number;
  @Text({ max: 100 }) storeName!: string;
  @Absent() @Text({ min: 0, max: 200 }) address = '';
  @Absent() @TimeZone() timezone = 'Asia/Seoul';
}

export class StoreStatusRequest {
  @OneOf(['OPEN', 'PAUSED', 'CLOSED']) status!: StoreStatus;
  /** When it is open again by itself. */
  @Nullable() @Instant() until?: string | null;
}
