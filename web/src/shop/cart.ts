import type { Schema } from '../api/client.js';
import type { Problem } from '../api/problem.js';
import { type Chosen, isChosen, priceOf, rounded } from './choice.js';
import { isSoldOut, type StoreMenu } from './menu.js';

export type Cart = Schema<'CartView'>;
export type CartLine = Cart['lines'][number];

/** What is known of a cart by what was read, told and answered last; what is told counts where it is as new as the rest. */
export const newestOf = (told: Cart | null | undefined, answered: Schema<'Cart'> | null): Cart | null => {
  if (!answered || (told?.cartId === answered.cartId && told.version >= answered.version)) return told ?? null;
  const before = told?.cartId === answered.cartId ? told : null;
  return { dropped: [], payment: null, updatedAt: '', ...before, ...answered };
};

export const isOpen = ({ cartStatus }: Pick<Cart, 'cartStatus'>): boolean =>
  cartStatus === 'BLANK' || cartStatus === 'MENUADDED';

/** What became of adds that waited, between two looks at the same cart. */
export interface HoldNews {
  readonly menuId: number;
  /** Null where it is in the cart now; else why it was dropped. */
  readonly why: string | null;
}

export const holdNews = (before: Cart, after: Cart): HoldNews[] => {
  if (before.cartId !== after.cartId) return [];
  const settled = before.holds.filter(({ holdId }) => !after.holds.some((hold) => hold.holdId === holdId));
  return settled.map(({ holdId, menuId }) => ({
    menuId,
    why: after.dropped.find((dropped) => dropped.holdId === holdId)?.reason ?? null,
  }));
};

/** What is different by now about a line: what one costs, or that it is not to be had. Null where it is as it was added. */
export const changeOf = (
  line: CartLine,
  menu: StoreMenu | undefined,
  now: number,
): { costs: number } | 'gone' | null => {
  if (!menu) return null;
  if (menu.menuStatus === 'DELISTED' || menu.liveRevision === null || isSoldOut(menu, now)) return 'gone';
  const options = menu.optionGroups.flatMap(({ groupId, options: those }) =>
    those.filter(({ optionId }) => isChosen(line.options, { groupId, optionId })),
  );
  if (options.length < line.options.length || options.some((option) => isSoldOut(option, now))) return 'gone';
  const costs = priceOf(menu, line.options);
  return costs === line.unitPrice ? null : { costs };
};

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

/** A line that is not what it was: what one costs `now`, null where it is not to be had. */
export interface ChangedLine {
  readonly line: CartLine;
  readonly reason: string;
  readonly now: number | null;
}

/** What a cart would be ordered as, and what is different about that. */
export interface Changes {
  readonly lines: readonly ChangedLine[];
  readonly fee: { readonly was: number; readonly now: number } | null;
  readonly was: number;
  readonly now: number;
  /** Whether anything is left to order. */
  readonly isLeft: boolean;
  /** The version of the cart as it is now. */
  readonly version: number;
}

const NOT_GONE = ['PRICE_CHANGED', 'REVISION_CHANGED'];

/** What a CART_OUTDATED means for the cart that somebody saw: what it would cost with every line as it is sold now. */
export const changesOf = (problem: Problem, seen: Cart): Changes => {
  const { differences = [], total = seen.total, version = seen.version } = problem as Partial<Outdated>;
  const lines = differences.flatMap(({ lineId, reason, now }): ChangedLine[] => {
    const line = seen.lines.find((one) => one.lineId === lineId);
    if (!line) return [];
    return [{ line, reason, now: NOT_GONE.includes(reason) ? (now ?? line.unitPrice) : null }];
  });
  const more = lines.reduce((sum, { line, now }) => sum + ((now ?? 0) - line.unitPrice) * line.quantity, 0);
  const fee = rounded(total - seen.subtotal);
  const isGone = (one: CartLine): boolean => lines.some(({ line, now }) => line === one && now === null);
  return {
    lines,
    fee: fee === seen.deliveryFee ? null : { was: seen.deliveryFee, now: fee },
    was: seen.total,
    now: rounded(total + more),
    isLeft: seen.lines.some((line) => !isGone(line)),
    version,
  };
};

/** The choice that a line is, to be made again. */
export const choiceOf = ({ options }: Pick<CartLine, 'options'>): Chosen[] =>
  options.map(({ groupId, optionId }) => ({ groupId, optionId }));
