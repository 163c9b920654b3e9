import { Absent, Text, Whole } from '@doremi/http';

export class ReasonRequest {
  @Text({ max: 200 }) reason!: string;
}

export class AcceptRequest {
  /** From now until it is there, or ready to be picked up; as long as the store's settings say when absent. */
  @Absent() @Whole({ min: 1, max: 240 }) minutes?: number;
}

export class DispatchRequest {
  @Absent() @Text({ max: 100 }) courier?: string;
}
