import { Absent, Price, StoreIds, Text } from '@doremi/http';
import type { Minor } from '@doremi/domain';

/** What a menu's card may hold. */
export class MenuCardRequest {
  @Text({ max: 100 }) menuName!: string;
  @Text({ max: 100 }) menuType!: string;
  @Text({ min: 0, max: 1000 }) description!: string;
  @Price() price!: Minor;
}

export class RegisterMenuRequest extends MenuCardRequest {
  /** The stores it is offered to; every store when absent. */
  @Absent() @StoreIds() storeIds?: number[];
}

export class OfferMenuRequest {
  @StoreIds() storeIds!: number[];
}

export class DeleteMenuRequest {
  @Absent() @Text({ max: 200 }) reason = 'Taken off the menu';
}
