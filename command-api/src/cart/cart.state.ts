import {
  type CartLine,
  type Line,
  lineOf,
  type LineOption,
  type Minor,
  type OrderTerms,
  plainTerms,
  type Seen,
  totalOf,
  withAdded,
  withQuantity,
} from '@doremi/domain';
import type { Versioned } from '@doremi/event-sourcing';

/** An add that waits because the menu service was too busy to answer. */
export interface Hold {
  readonly holdId: number;
  readonly menuId: number;
  readonly quantity: number;
  readonly reason: string;
  /** ISO 8601. */
  readonly expiresAt: string;
  /** The menu as the customer saw it; null where nobody wrote that down. */
  readonly seen: Seen | null;
  readonly options: readonly LineOption[];
}

export interface Cart extends Versioned {
  readonly status: 'NONE' | 'BLANK' | 'MENUADDED' | 'ORDERED' | 'PAID' | 'EXPIRED';
  readonly cartId: number;
  readonly storeId: number;
  readonly customerId: string;
  readonly lines: readonly CartLine[];
  readonly holds: readonly Hold[];
  readonly total: Minor;
  /** As they were fixed by its order; while it is open, of what it holds, with the fulfilment that was chosen. */
  readonly terms: OrderTerms;
  /** Line and hold ids are never used twice in a cart. */
  readonly lastLineId: number;
  readonly lastHoldId: number;
  /** The attempt to pay that was made last; 0 before the first. */
  readonly attempt: number;
  /** The quarter of an hour of which its last order took a place; null where none was counted. */
  readonly quarter: string | null;
  /** Why it was opened again after its last attempt; null while it is ordered, and before. */
  readonly reopenedFor: string | null;
  /** The store's local date, fixed when the cart is ordered; empty before. */
  readonly businessDay: string;
}

export const NO_CART: Cart = {
  version: 0,
  status: 'NONE',
  cartId: 0,
  storeId: 0,
  customerId: '',
  lines: [],
  holds: [],
  total: 0,
  terms: plainTerms(0),
  lastLineId: 0,
  lastHoldId: 0,
  attempt: 0,
  quarter: null,
  reopenedFor: null,
  businessDay: '',
};

/** Lines and holds together: a hold that is confirmed always finds its place. */
export const MAX_LINES = 50;

/** Whether its customer can still change it. */
export const isOpen = ({ status }: Cart): boolean => status === 'BLANK' || status === 'MENUADDED';

/** Whether this is the attempt whose outcome the cart waits for. */
export const isPaying = (cart: Cart, attempt: number): boolean => cart.status === 'ORDERED' && cart.attempt === attempt;

/** `hold` is the one that became this line. */
export const withLine = (cart: Cart, line: Line, hold: Hold | null = null): Cart =>
  withLines(
    { ...cart, lastLineId: Math.max(cart.lastLineId, line.lineId) },
    withAdded(cart.lines, line, hold?.seen ?? null),
  );

export const withLineQuantity = (cart: Cart, lineId: number, quantity: number): Cart =>
  withLines(cart, withQuantity(cart.lines, lineId, quantity));

export const withoutLine = (cart: Cart, lineId: number): Cart =>
  withLines(
    cart,
    cart.lines.filter((line) => line.lineId !== lineId),
  );

/** Ordered: whatever its customer had to see, they have seen. */
export const withLinesSeen = (cart: Cart): Cart => ({ ...cart, lines: cart.lines.map(lineOf) });

export const withHold = (cart: Cart, { holdId, menuId, quantity, reason, expiresAt, seen, options }: Hold): Cart => ({
  ...cart,
  holds: [...cart.holds, { holdId, menuId, quantity, reason, expiresAt, seen, options }],
  lastHoldId: Math.max(cart.lastHoldId, holdId),
});

export const withoutHold = (cart: Cart, holdId: number): Cart => ({
  ...cart,
  holds: cart.holds.filter((hold) => hold.holdId !== holdId),
});

/** Open again: of its order nothing is left but how it gets to its customer. */
export const reopened = (cart: Cart, reopenedFor: string): Cart => ({ ...withLines(cart, cart.lines), reopenedFor });

const withLines = (cart: Cart, lines: readonly CartLine[]): Cart => {
  const total = totalOf(lines);
  const terms = plainTerms(total, cart.terms.fulfilment);
  return { ...cart, lines, total, terms, status: lines.length === 0 ? 'BLANK' : 'MENUADDED' };
};
