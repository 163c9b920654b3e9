import type { Problem } from '../../api/problem.js';
import type { Cart, CartLine } from '../cart.js';
import { rounded } from '../choice.js';

/** What is different about a cart's line, as CART_OUTDATED says it. */
interface Difference {
  readonly lineId: number;
  readonly reason: string;
  readonly now?: number;
}

/** What a CART_OUTDATED says beside its code. */
interface Outdated {
  readonly differences: readonly Difference[];
  readonly total: number;
  readonly version: number;
}

/** A line that is not sold as it is in the cart: what one costs `now`, null where it is not to be had. */
export interface ChangedLine {
  readonly line: CartLine;
  readonly reason: string;
  readonly now: number | null;
}

/** A line that is not in the cart as somebody was shown it; null where it was, or is, not there. */
export interface MovedLine {
  readonly was: CartLine | null;
  readonly now: CartLine | null;
}

/** What a cart would be ordered as, and what is different about that. */
export interface Changes {
  readonly lines: readonly ChangedLine[];
  readonly moved: readonly MovedLine[];
  readonly fee: { readonly was: number; readonly now: number } | null;
  readonly was: number;
  readonly now: number;
  /** What the cart would be. */
  readonly cart: Cart;
}

const NOT_GONE = ['PRICE_CHANGED', 'REVISION_CHANGED'];

const keyOf = ({ menuId, options }: CartLine): string =>
  [menuId, ...options.map(({ groupId, optionId }) => `${groupId}.${optionId}`).sort()].join(' ');

const isSame = (a: CartLine, b: CartLine): boolean => a.quantity === b.quantity && a.unitPrice === b.unitPrice;

/** What is in one and not in the other, or otherwise. */
export const movedBetween = (shown: Cart, current: Cart): MovedLine[] => {
  const was = new Map(shown.lines.map((line) => [keyOf(line), line]));
  const is = new Map(current.lines.map((line) => [keyOf(line), line]));
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((key) => ({ was: was.get(key) ?? null, now: is.get(key) ?? null }))
    .filter(({ was: before, now }) => !before || !now || !isSame(before, now));
};

/**
 * What a CART_OUTDATED means to somebody who was shown a cart, as it is `current`: what it would cost with every line as it is sold
 * now, and all that is different from what was shown.
 */
export const changesOf = (problem: Problem, shown: Cart, current: Cart): Changes => {
  const { differences = [], total = current.total, version = current.version } = problem as Partial<Outdated>;
  const lines = differences.flatMap(({ lineId, reason, now }): ChangedLine[] => {
    const line = current.lines.find((one) => one.lineId === lineId);
    if (!line) return [];
    return [{ line, reason, now: NOT_GONE.includes(reason) ? (now ?? line.unitPrice) : null }];
  });
  const nowOf = (line: CartLine): CartLine[] => {
    const changed = lines.find((one) => one.line === line);
    if (!changed) return [line];
    return changed.now === null ? [] : [{ ...line, unitPrice: changed.now }];
  };
  const left = current.lines.flatMap(nowOf);
  const deliveryFee = rounded(total - current.subtotal);
  const subtotal = rounded(left.reduce((sum, { unitPrice, quantity }) => sum + unitPrice * quantity, 0));
  const now = rounded(subtotal + deliveryFee);
  return {
    lines,
    moved: movedBetween(shown, current),
    fee: deliveryFee === shown.deliveryFee ? null : { was: shown.deliveryFee, now: deliveryFee },
    was: shown.total,
    now,
    cart: { ...current, lines: left, subtotal, deliveryFee, total: now, version },
  };
};
