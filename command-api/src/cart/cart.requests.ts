import { MAX_QUANTITY, MAX_TOTAL, type Minor } from '@doremi/domain';
import { Absent, Price, Whole } from '@doremi/http';

export class AddMenuRequest {
  @Absent() @Whole({ min: 1, max: MAX_QUANTITY }) quantity = 1;
}

export class LineQuantityRequest {
  @Whole({ min: 1, max: MAX_QUANTITY }) quantity!: number;
}

export class OrderCartRequest {
  /** What the customer was shown; the cart is not ordered where it costs something else. */
  @Absent() @Price({ max: MAX_TOTAL }) total?: Minor;
}
