import { Absent, Price, Text } from '@doremi/http';
import { MAX_TOTAL, type Minor } from '@doremi/domain';

export class RefundRequest {
  /** All that is left when absent. */
  @Absent() @Price({ min: 1, max: MAX_TOTAL }) amount?: Minor;
  @Text({ max: 200 }) reason!: string;
}
