import { type MenuCard, type Minor, priceBounds } from '@doremi/domain';
import { type Refusal, refuse } from '@doremi/event-sourcing';

export type PriceRefusal = 'PRICE_TOO_LOW' | 'PRICE_TOO_HIGH';

/** Why a menu with these options can't have this price: some choice would cost less than nothing, or too much. Else null. */
export const refusedPrice = (card: Pick<MenuCard, 'optionGroups'>, price: Minor): Refusal<PriceRefusal> | null => {
  const { least, most } = priceBounds(card);
  if (price < least) return refuse('PRICE_TOO_LOW', { least });
  return price > most ? refuse('PRICE_TOO_HIGH', { most }) : null;
};
