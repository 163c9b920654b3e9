import { groupFaults, type MenuCard, type Minor } from '@doremi/domain';
import {
  Absent,
  Allergens,
  Flag,
  HttpsUrl,
  ListOf,
  Price,
  PriceDelta,
  Slug,
  StoreIds,
  Text,
  Whole,
} from '@doremi/http';

const MAX_OPTIONS = 50;
const MAX_GROUPS = 20;

class MenuOptionRequest {
  @Slug() optionId!: string;
  @Text({ max: 50 }) name!: string;
  @Absent() @PriceDelta() priceDelta: Minor = 0;
  @Absent() @Flag() default = false;
}

class OptionGroupRequest {
  @Slug() groupId!: string;
  @Text({ max: 50 }) name!: string;
  @Absent() @Whole({ min: 0, max: MAX_OPTIONS }) min = 0;
  @Absent() @Whole({ min: 0, max: MAX_OPTIONS }) max = 1;
  @ListOf(MenuOptionRequest, { min: 1, max: MAX_OPTIONS }) options!: readonly MenuOptionRequest[];
}

const optionGroupFaults = (groups: readonly OptionGroupRequest[]) =>
  groupFaults(groups).map(({ at, rule, detail }) => ({ at, code: rule, detail }));

/** What a menu's card may hold. */
export class MenuCardRequest {
  @Text({ max: 100 }) menuName!: string;
  @Text({ max: 100 }) menuType!: string;
  @Text({ min: 0, max: 1000 }) description!: string;
  @Price() price!: Minor;
  @Absent() @Text({ max: 50 }) category?: string;
  @Absent() @Whole({ min: 0, max: 1_000_000_000 }) position?: number;
  @Absent() @Allergens() allergens?: readonly string[];
  @Absent() @HttpsUrl({ max: 500 }) imageUrl?: string;
  @Absent()
  @ListOf(OptionGroupRequest, { max: MAX_GROUPS, faults: optionGroupFaults })
  optionGroups?: readonly OptionGroupRequest[];
}

/** The card that a request writes: what is not in it, the card does not say. */
export const cardFrom = (body: MenuCardRequest): MenuCard => ({
  menuName: body.menuName,
  menuType: body.menuType,
  description: body.description,
  price: body.price,
  category: body.category ?? null,
  position: body.position ?? null,
  allergens: body.allergens ?? [],
  imageUrl: body.imageUrl ?? null,
  optionGroups: (body.optionGroups ?? []).map(({ groupId, name, min, max, options }) => {
    const offered = options.map((option) => ({
      optionId: option.optionId,
      name: option.name,
      priceDelta: option.priceDelta,
      default: option.default,
    }));
    return { groupId, name, min, max, options: offered };
  }),
});

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
