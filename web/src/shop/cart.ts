import type { Schema } from '../api/client.js';
import { type Chosen, isChosen, priceOf } from './choice.js';
import { isSoldOut, type StoreMenu } from './menu.js';

export type Cart = Schema<'CartView'>;
export type CartLine = Cart['lines'][number];

/** What is known of a cart by what was read, told and answered last; what is told counts where it is as new as the rest. */
export const newestOf = (told: Cart | null | undefined, answered: Schema<'Cart'> | null): Cart | null => {
  if (!answered || (told?.cartId === answered.cartId && told.version >= answered.version)) return told ?? null;
  const before = told?.cartId === answered.cartId ? told : null;
  return { dropped: [], payment: null, updatedAt: '', ...before, ...answered };
};

/** The same cart as it was read again later, unless more has happened to it since. */
export const rereadOr = (known: Cart | null, again: Cart | null): Cart | null =>
  known && again?.cartId === known.cartId && again.version >= known.version ? again : known;

export const isOpen = ({ cartStatus }: Pick<Cart, 'cartStatus'>): boolean =>
  cartStatus === 'BLANK' || cartStatus === 'MENUADDED';

/** What became of adds that waited, between two looks at the same cart. */
export interface HoldNews {
  readonly menuId: number;
  /** Null where it is in the cart now; else why it was dropped. */
  readonly why: string | null;
}

/** Of whoever did not want to wait any more: they know it. */
const GIVEN_UP = 'CANCELLED';

export const holdNews = (before: Cart, after: Cart): HoldNews[] =>
  settledBetween(before, after)
    .map(({ holdId, menuId }) => ({
      menuId,
      why: after.dropped.find((dropped) => dropped.holdId === holdId)?.reason ?? null,
    }))
    .filter(({ why }) => why !== GIVEN_UP);

const settledBetween = (before: Cart, after: Cart): Cart['holds'] =>
  before.cartId === after.cartId
    ? before.holds.filter(({ holdId }) => !after.holds.some((hold) => hold.holdId === holdId))
    : [];

/** What a command answered, with the holds that only the stream says the end of. */
export const withUnsettled = (before: Cart | null, after: Cart): Cart =>
  before ? { ...after, holds: [...settledBetween(before, after), ...after.holds] } : after;

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

/** The choice that a line is, to be made again. */
export const choiceOf = ({ options }: Pick<CartLine, 'options'>): Chosen[] =>
  options.map(({ groupId, optionId }) => ({ groupId, optionId }));
