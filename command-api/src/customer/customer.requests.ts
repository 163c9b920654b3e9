import { Absent, Flag, Text } from '@doremi/http';

export class EraseRequest {
  @Text({ max: 128 }) customerId!: string;
  /** Without waiting for orders that are open. */
  @Absent() @Flag() now = false;
}
