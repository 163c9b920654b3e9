import { MAX_QUANTITY, MAX_TOTAL, type Minor } from '@doremi/domain';
import { Absent, ListOf, Price, Slug, Whole } from '@doremi/http';

class ChoiceRequest {
  @Slug() groupId!: string;
  @Slug() optionId!: string;
}

export class AddMenuRequest {
  @Absent() @Whole({ min: 1, max: MAX_QUANTITY }) quantity = 1;
  /** The menu's defaults when absent. */
  @Absent() @ListOf(ChoiceRequest, { max: 1_000 }) options?: readonly ChoiceRequest[];
}

export class LineQuantityRequest {
  @Whole({ min: 1, max: MAX_QUANTITY }) quantity!: number;
}

export class OrderCartRequest {
  /** What the customer was shown; the cart is not ordered where it costs something else. */
  @Absent() @Price({ max: MAX_TOTAL }) total?: Minor;
}
