import type { Card } from '../../menus/card.js';
import type { Schema } from '../../api/client.js';
import { isWithdrawn, type MenuView, type StoreAnswer } from './menu-answers.js';

/** What a store sells now, for beside what it will be asked. */
export interface SoldNow {
  readonly storeId: number;
  readonly revision: number;
  readonly price: number;
  readonly since: string;
  /** With the store's own price; null where it could not be read. */
  readonly card: Card | null;
}

export interface Comparison {
  /** Every store that will be asked, and what it sells; null where that is nothing. */
  readonly asked: readonly { readonly storeId: number; readonly sold: SoldNow | null }[];
  readonly notAsked: readonly number[];
}

/** One store for each revision that some store sells: the card of a revision is the same everywhere but for its price. */
export const oneOfEach = ({ stores }: Pick<MenuView, 'stores'>): ReadonlyMap<number, number> =>
  new Map(
    stores.flatMap(({ storeId, liveRevision }) => (liveRevision === null ? [] : [[liveRevision, storeId] as const])),
  );

/** The card that a store sells, with its revision; null where it sells none. */
export const soldCardOf = (
  menu: Schema<'StoreMenuView'>,
): { readonly revision: number; readonly card: Card } | null => {
  // Where nothing waits, what is told is what is sold.
  if (menu.liveRevision === null) return null;
  return { revision: menu.liveRevision, card: menu.live ?? menu };
};

const soldNow = (answer: StoreAnswer, cards: ReadonlyMap<number, Card>): SoldNow | null => {
  const { storeId, liveRevision, price, since } = answer;
  if (liveRevision === null || price === null || since === null) return null;
  const card = cards.get(liveRevision);
  return { storeId, revision: liveRevision, price, since, card: card ? { ...card, price } : null };
};

/** Every store with what it sells, and those that a revision does not ask. */
export const comparisonOf = ({ stores }: Pick<MenuView, 'stores'>, cards: ReadonlyMap<number, Card>): Comparison => ({
  asked: stores
    .filter((answer) => !isWithdrawn(answer))
    .map((answer) => ({ storeId: answer.storeId, sold: soldNow(answer, cards) })),
  notAsked: stores.filter(isWithdrawn).map(({ storeId }) => storeId),
});
