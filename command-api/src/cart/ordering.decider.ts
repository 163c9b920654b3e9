import {
  type Actor,
  type CartLine,
  dueBy,
  isAsSeen,
  type Line,
  type Minor,
  type MoneyTerms,
  openTerms,
  type OrderTerms,
  taxOf,
} from '@doremi/domain';
import { isRefusal, type Refusal, refuse } from '@doremi/event-sourcing';
import { chosen, goneFor, type OnSale } from '../store-menu/choice.decider.js';
import type { Cart } from './cart.state.js';
import {
  isOpened,
  notTaken,
  type NotTaken,
  type OpenedFulfilment,
  quarterFor,
  shutNow,
  type TakingStore,
} from './taking-order.decider.js';

/** What a menu sells for now, or why it does not. */
export type MenuCheck = Omit<OnSale, 'menuName'> | { readonly refused: string };

/** An order of what somebody saw. */
export interface OrderCart {
  readonly type: 'OrderCart';
  readonly by: Actor;
  readonly store: TakingStore;
  readonly businessDay: string;
  readonly now: string;
  /** Of which a place was taken for it; null where the store counts none. */
  readonly quarter: string | null;
  /** The attempt that this is: the open one, or the next. */
  readonly attempt: number;
  /** By menuId, as the store menus say now. */
  readonly menus: Readonly<Record<number, MenuCheck>>;
  /** What the chain sells in, and what tax its prices include: fixed here for every later event. */
  readonly money: MoneyTerms;
  /** What the customer was shown: the total, and the version of the cart; absent where they do not say. */
  readonly total?: Minor;
  readonly seen?: number;
  /** Keys of the customer that are to be erased: what they open is not there for an order. */
  readonly erasedKeys?: readonly string[];
  /** What is sealed of its fulfilment, where the store insists on an address; absent where nothing is. */
  readonly opened?: OpenedFulfilment;
}

export type OrderRefusal = 'CART_CHANGED' | 'CART_EMPTY' | 'CART_HAS_HOLDS' | 'CART_OUTDATED' | NotTaken;

/** Why the cart can't be ordered; null where it can. */
export const notOrderable = (cart: Cart, command: OrderCart): Refusal<OrderRefusal> | null => {
  const { store, attempt, menus, now, quarter, erasedKeys = [], opened = null } = command;
  const { storeId, holds, lines, terms } = cart;
  if (holds.length > 0) return refuse('CART_HAS_HOLDS', { holds });
  if (lines.length === 0) return refuse('CART_EMPTY');
  if (erasedKeys.includes(terms.fulfilment?.personal?.keyId ?? '')) return refuse('FULFILMENT_MISSING');
  const shut = shutNow(storeId, store, now);
  if (shut) return shut;
  // Whoever asks has looked at another cart than this one: they look again.
  if (attempt !== cart.attempt + 1 || lines.some(({ menuId }) => !menus[menuId])) return refuse('CART_CHANGED');
  if (quarter !== quarterFor(cart, store, now) || !isOpened(cart, store, opened)) return refuse('CART_CHANGED');
  return notTaken(cart, store, now, opened) ?? outdated(cart, command);
};

/** Of a cart that is ordered: null where it is this order, and what its customer saw. Ordering it was an event as well. */
export const orderedAlready = (cart: Cart, { attempt, total, seen }: OrderCart): Refusal<OrderRefusal> | null => {
  if (attempt !== cart.attempt) return refuse('CART_CHANGED');
  const isAnother =
    (total ?? cart.total) !== cart.total || ![cart.version, cart.version - 1].includes(seen ?? cart.version);
  return isAnother ? refuse('CART_OUTDATED', { differences: [], total: cart.total, version: cart.version }) : null;
};

/** What the cart is ordered by at this store: prices and fee include tax. */
export const termsAt = (
  { total, terms: { fulfilment } }: Cart,
  { settings }: TakingStore,
  { currency, taxRate }: MoneyTerms,
): OrderTerms => {
  const terms = openTerms(total, fulfilment, settings);
  return { ...terms, currency, tax: taxOf(dueBy(terms), taxRate, currency) };
};

/**
 * Nobody pays what they were not shown, and for nothing that is not sold any more. What is not among the lines has to be said:
 * who knows of no fee, does not say the total. Null where nothing differs.
 */
const outdated = (cart: Cart, { menus, total, seen, store, money }: OrderCart): Refusal<OrderRefusal> | null => {
  const terms = termsAt(cart, store, money);
  const due = dueBy(terms);
  const isAnother = (total ?? due) !== due || (seen ?? cart.version) !== cart.version;
  const isSeen = !isAnother && (total !== undefined || seen !== undefined);
  const differences = cart.lines.flatMap((line) => differenceOf(line, menus[line.menuId], isSeen));
  const isUnsaid = terms.deliveryFee > 0 && total === undefined;
  if (!isAnother && !isUnsaid && differences.length === 0) return null;
  return refuse('CART_OUTDATED', { differences, total: due, version: cart.version });
};

/** What became different since the line was added; its price was fixed then, and a new one is never charged silently. */
const differenceOf = (line: CartLine, menu: MenuCheck | undefined, isSeen: boolean) => {
  const { lineId, menuId, seen } = line;
  if (!menu || 'refused' in menu) {
    const reason = menu?.refused === 'MENU_SOLD_OUT' ? 'MENU_SOLD_OUT' : 'MENU_NOT_ON_SALE';
    return [{ lineId, menuId, reason }];
  }
  const choice = chosen(menu, line.options);
  if (isRefusal(choice)) {
    const gone = goneFor(choice);
    // What was a choice then is none by this revision's rules, though it has every option.
    return gone.reason === 'OPTIONS_INVALID' ? [revised(line, menu)] : [{ lineId, menuId, ...gone }];
  }
  const is = { revision: menu.revision, unitPrice: choice.unitPrice };
  const [was, now] = isAsSeen(line, is) && seen && !isSeen ? [seen, line] : [line, is];
  if (was.unitPrice !== now.unitPrice)
    return [{ lineId, menuId, reason: 'PRICE_CHANGED', unitPrice: was.unitPrice, now: now.unitPrice }];
  return was.revision === now.revision ? [] : [revised({ ...line, ...was }, now)];
};

const revised = ({ lineId, menuId, revision }: Line, now: { readonly revision: number }) => ({
  ...{ lineId, menuId, reason: 'REVISION_CHANGED' },
  ...{ revision, liveRevision: now.revision },
});
