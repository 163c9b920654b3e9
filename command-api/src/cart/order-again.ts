import { isAsSeen, isSameChoice, type Line, MAX_QUANTITY, type Minor } from '@doremi/domain';
import { isRefusal, type Refusal } from '@doremi/event-sourcing';
import { chosen, goneFor, type OnSale } from '../store-menu/choice.decider.js';

/** A menu that is put into a new cart: what is sold now, as often as it was ordered. */
export type Item = Omit<Line, 'lineId'>;

/** What is different now about a line of an order; amounts are minor units, and `now` is null where it can't be had. */
export interface AgainDifference {
  readonly menuId: number;
  readonly reason: 'PRICE' | 'NOT_ON_SALE' | 'SOLD_OUT' | 'OPTION_GONE' | 'OPTION_SOLD_OUT';
  readonly was: Minor;
  readonly now: Minor | null;
  readonly groupId?: string;
  readonly optionId?: string;
}

export interface Again {
  /** What can be had of it, at the price of now; the same choice is there once, up to as many as a line may hold. */
  readonly items: readonly Item[];
  readonly differences: readonly AgainDifference[];
}

/** What the lines of an order are when they are ordered again; `menus` says by menuId what each sells for now, or why it does not. */
export const orderedAgain = (lines: readonly Line[], menus: ReadonlyMap<number, OnSale | Refusal>): Again => {
  const judged = lines.map((line) => judgedNow(line, menus.get(line.menuId)));
  return {
    items: judged.flatMap(({ item }) => item ?? []).reduce<readonly Item[]>(withItem, []),
    differences: judged.flatMap(({ difference }) => difference ?? []),
  };
};

interface Judged {
  readonly item?: Item;
  readonly difference?: AgainDifference;
}

const judgedNow = (line: Line, menu: OnSale | Refusal | undefined): Judged => {
  const { menuId, quantity, unitPrice: was } = line;
  if (!menu || isRefusal(menu)) {
    const reason = menu?.refused === 'MENU_SOLD_OUT' ? 'SOLD_OUT' : 'NOT_ON_SALE';
    return { difference: { menuId, reason, was, now: null } };
  }
  const choice = chosen(menu, line.options);
  if (isRefusal(choice)) {
    const { reason, ...option } = goneFor(choice);
    // What was a choice then may be none by the rules of now, such as without a group that is new.
    const gone = reason === 'OPTION_SOLD_OUT' ? reason : 'OPTION_GONE';
    return { difference: { menuId, reason: gone, was, now: null, ...option } };
  }
  const { revision, menuName } = menu;
  const { options, unitPrice } = choice;
  return {
    item: { menuId, revision, menuName, quantity, unitPrice, options },
    ...(unitPrice !== was && { difference: { menuId, reason: 'PRICE', was, now: unitPrice } }),
  };
};

const withItem = (items: readonly Item[], item: Item): readonly Item[] => {
  const same = items.find(
    (one) =>
      one.menuId === item.menuId &&
      isAsSeen(one, item) &&
      isSameChoice(one.options, item.options) &&
      one.quantity + item.quantity <= MAX_QUANTITY,
  );
  if (!same) return [...items, item];
  return items.map((one) => (one === same ? { ...one, quantity: one.quantity + item.quantity } : one));
};
