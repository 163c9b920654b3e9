import { Absent, Text } from '@doremi/http';

export class ReasonRequest {
  @Text({ max: 200 }) reason!: string;
}

export class DispatchRequest {
  @Absent() @Text({ max: 100 }) courier?: string;
}
