import { Absent, Instant, Nullable, Price, Slug, Text, Whole } from '@doremi/http';
import type { Choice, Minor } from '@doremi/domain';
import { type Refusal, refuse } from '@doremi/event-sourcing';

export class ApproveMenuRequest {
  @Absent() @Whole({ min: 1, max: 1_000_000_000 }) revision?: number;
  /** The store's own price; when absent the one that it set before, else the offered one. */
  @Absent() @Price() price?: Minor;
}

export class RejectMenuRequest {
  @Absent() @Whole({ min: 1, max: 1_000_000_000 }) revision?: number;
  @Text({ max: 200 }) reason!: string;
}

export class DelistRequest {
  @Text({ max: 200 }) reason!: string;
}

/** One option of the menu; the menu itself where neither is said. */
class OptionRequest {
  @Absent() @Slug() groupId?: string;
  @Absent() @Slug() optionId?: string;
}

/** Which option is meant, or null for the menu itself; FIELDS_INVALID where half of it is missing. */
export const optionIn = ({ groupId, optionId }: OptionRequest): Choice | Refusal | null => {
  if (groupId !== undefined && optionId !== undefined) return { groupId, optionId };
  if (groupId === optionId) return null;
  const field = groupId === undefined ? 'groupId' : 'optionId';
  return refuse('FIELDS_INVALID', { errors: [{ field, code: 'MISSING', detail: 'groupId and optionId go together' }] });
};

export class RestockRequest extends OptionRequest {}

export class SellOutRequest extends OptionRequest {
  /** When it is sold again by itself. */
  @Nullable() @Instant() until?: string | null;
}

export class StorePriceRequest {
  @Price() price!: Minor;
}
