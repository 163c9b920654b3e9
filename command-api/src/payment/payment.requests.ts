import { Absent, Price, Text } from '@doremi/shared/http/fields';
import type { Minor } from '@doremi/shared/kernel/money';

export class RefundRequest {
  /** All that is left when absent. */
  @Absent() @Price() amount?: Minor;
  @Text({ max: 200 }) reason!: string;
}
