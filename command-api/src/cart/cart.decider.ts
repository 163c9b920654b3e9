import {
  type Actor,
  type CartEvent,
  type CartLine,
  dueBy,
  type Fulfilment,
  fulfilmentOf,
  isAsSeen,
  isCustomer,
  isSameChoice,
  isSameFulfilment,
  type Line,
  lineOf,
  MAX_QUANTITY,
  type StoreStatus,
  termsOf,
} from '@doremi/domain';
import { type Decider, evolveVersioned, ofVersion, type Refusal, refuse } from '@doremi/event-sourcing';
import { notOrderable, type OrderCart, orderedAlready, type OrderRefusal, termsAt } from './ordering.decider.js';
import { wantedAtErrors } from './wanted-at.decider.js';
import {
  type Cart,
  type Hold,
  isOpen,
  isPaying,
  MAX_LINES,
  NO_CART,
  reopened,
  withHold,
  withLine,
  withLineQuantity,
  withLinesSeen,
  withoutHold,
  withoutLine,
} from './cart.state.js';

export type { Cart, Hold } from './cart.state.js';
export type { MenuCheck, OrderCart } from './ordering.decider.js';

type Menu = Omit<Line, 'lineId' | 'quantity'>;

/** A person's command carries who it is (`by`); a cart that is somebody else's is not found. */
export type CartCommand =
  | {
      readonly type: 'CreateCart';
      readonly cartId: number;
      readonly storeId: number;
      readonly customerId: string;
      readonly storeStatus: StoreStatus;
      /** What is in it from the start, and what waits to be: at most as many as a cart has room for. */
      readonly items?: readonly Omit<Line, 'lineId'>[];
      readonly holds?: readonly Omit<Hold, 'holdId'>[];
    }
  | ({ readonly type: 'AddMenu'; readonly by: Actor; readonly quantity: number } & Menu)
  | ({ readonly type: 'HoldAdd'; readonly by: Actor } & Omit<Hold, 'holdId'>)
  | ({ readonly type: 'ConfirmHold'; readonly holdId: number; readonly now: string } & Menu)
  | { readonly type: 'DropHold'; readonly holdId: number; readonly reason: string }
  | { readonly type: 'CancelHold'; readonly by: Actor; readonly holdId: number }
  | { readonly type: 'SetLineQuantity'; readonly by: Actor; readonly lineId: number; readonly quantity: number }
  | { readonly type: 'RemoveLine'; readonly by: Actor; readonly lineId: number }
  | { readonly type: 'ChooseFulfilment'; readonly by: Actor; readonly fulfilment: Fulfilment; readonly now: string }
  | OrderCart
  | { readonly type: 'ReopenCart'; readonly attempt: number; readonly reason: string }
  | { readonly type: 'ConfirmPayment'; readonly attempt: number; readonly paymentId: number }
  /** `idleSeconds` since its last event, as the sweep saw it. */
  | { readonly type: 'ExpireCart'; readonly idleSeconds: number; readonly ttlSeconds: number };

export type CartRefusal =
  | 'CART_NOT_FOUND'
  | 'CART_EXISTS'
  | 'CART_CLOSED'
  | 'CART_FULL'
  | 'CART_IN_USE'
  | 'FIELDS_INVALID'
  | 'FULFILMENT_MISSING'
  | 'HOLD_NOT_FOUND'
  | 'LINE_NOT_FOUND'
  | 'QUANTITY_TOO_HIGH'
  | 'STORE_NOT_OPEN'
  | OrderRefusal;

export const cart: Decider<Cart, CartCommand, CartEvent, CartRefusal> = {
  initial: NO_CART,

  decide: (command, cart) => {
    const { status } = cart;
    const ids = { cartId: cart.cartId, storeId: cart.storeId, customerId: cart.customerId };
    if (command.type === 'CreateCart') {
      const { cartId, storeId, customerId, storeStatus } = command;
      if (status !== 'NONE') return refuse('CART_EXISTS', { cartId });
      if (storeStatus !== 'OPEN') return refuse('STORE_NOT_OPEN', { storeId, storeStatus });
      return [{ type: 'CartCreated', data: { cartId, storeId, customerId } }, ...filled(command)];
    }
    if (status === 'NONE' || ('by' in command && !isCustomer(command.by, cart.customerId)))
      return refuse('CART_NOT_FOUND');

    const closed = isOpen(cart) ? null : refuse('CART_CLOSED', { status });
    const full = cart.lines.length + cart.holds.length < MAX_LINES ? null : refuse('CART_FULL', { max: MAX_LINES });
    switch (command.type) {
      case 'AddMenu': {
        const { cartId, storeId, customerId } = cart;
        const { menuId, revision, menuName, quantity, unitPrice, options } = command;
        const same = lineOfSame(cart, command, quantity);
        const lineId = same?.lineId ?? cart.lastLineId + 1;
        const line = { lineId, menuId, revision, menuName, quantity, unitPrice, options };
        const tooMany = same ? tooManyIn(same, quantity) : full;
        return closed ?? tooMany ?? [{ type: 'MenuAddedToCart', data: { cartId, storeId, customerId, ...line } }];
      }
      case 'HoldAdd': {
        const { menuId, quantity, reason, expiresAt, seen, options } = command;
        const hold = { holdId: cart.lastHoldId + 1, menuId, quantity, reason, expiresAt, seen, options };
        return closed ?? full ?? [{ type: 'MenuAddHeld', data: { ...ids, ...hold } }];
      }
      case 'ConfirmHold': {
        const { holdId, menuId, revision, menuName, unitPrice, options, now } = command;
        const hold = cart.holds.find((open) => open.holdId === holdId && open.menuId === menuId);
        if (!hold) return [];
        if (Date.parse(hold.expiresAt) < Date.parse(now)) return drop(cart, holdId, 'EXPIRED');
        const { quantity } = hold;
        // Where it is not what its customer saw it is a line of its own, which says so.
        const same = isAsSeen(command, hold.seen ?? command) ? lineOfSame(cart, command, quantity) : undefined;
        const lineId = same && !tooManyIn(same, quantity) ? same.lineId : cart.lastLineId + 1;
        const line = { lineId, menuId, revision, menuName, quantity, unitPrice, options };
        return [{ type: 'HeldMenuAdded', data: { ...ids, ...line, holdId } }];
      }
      case 'DropHold':
        return drop(cart, command.holdId, command.reason);
      case 'CancelHold': {
        const { holdId } = command;
        if (closed) return closed;
        return wasThere(holdId, cart.lastHoldId)
          ? drop(cart, holdId, 'CANCELLED')
          : refuse('HOLD_NOT_FOUND', { holdId });
      }
      case 'SetLineQuantity': {
        const { lineId, quantity } = command;
        if (closed) return closed;
        const line = cart.lines.find((one) => one.lineId === lineId);
        if (!line) return refuse('LINE_NOT_FOUND', { lineId });
        return line.quantity === quantity ? [] : [{ type: 'LineQuantityChanged', data: { ...ids, lineId, quantity } }];
      }
      case 'RemoveLine': {
        const { lineId } = command;
        if (closed) return closed;
        if (!wasThere(lineId, cart.lastLineId)) return refuse('LINE_NOT_FOUND', { lineId });
        const isThere = cart.lines.some((line) => line.lineId === lineId);
        return isThere ? [{ type: 'MenuRemovedFromCart', data: { ...ids, lineId } }] : [];
      }
      case 'ChooseFulfilment': {
        const fulfilment = fulfilmentOf(command.fulfilment);
        const chosen = cart.terms.fulfilment;
        if (closed || (chosen && isSameFulfilment(chosen, fulfilment))) return closed ?? [];
        const errors = wantedAtErrors(fulfilment, command.now);
        if (errors.length > 0) return refuse('FIELDS_INVALID', { errors });
        return [{ type: 'FulfilmentChosen', data: { ...ids, ...fulfilment } }];
      }
      case 'OrderCart': {
        const { attempt, businessDay, quarter, store } = command;
        if (status === 'ORDERED') return orderedAlready(cart, command) ?? [];
        const { lines } = withLinesSeen(cart);
        const terms = termsAt(cart, store, command.money);
        const ordered = { ...ids, attempt, lines, total: dueBy(terms), ...terms, businessDay, quarter };
        return closed ?? notOrderable(cart, command) ?? [{ type: 'CartOrdered', data: ordered }];
      }
      case 'ReopenCart': {
        const { attempt, reason } = command;
        if (!isPaying(cart, attempt)) return [];
        return [{ type: 'CartReopened', data: { ...ids, attempt, reason } }];
      }
      case 'ConfirmPayment': {
        const { attempt, paymentId } = command;
        const { lines, total, terms, businessDay } = cart;
        if (!isPaying(cart, attempt)) return [];
        return [{ type: 'CartPaid', data: { ...ids, attempt, paymentId, lines, total, ...terms, businessDay } }];
      }
      case 'ExpireCart': {
        const { idleSeconds, ttlSeconds } = command;
        if (status === 'EXPIRED') return [];
        if (closed) return closed;
        if (idleSeconds < ttlSeconds) return refuse('CART_IN_USE', { idleSeconds, ttlSeconds });
        // Whoever works on its holds learns that there is nothing left to do.
        const drops = cart.holds.flatMap(({ holdId }) => drop(cart, holdId, 'CART_EXPIRED'));
        return [...drops, { type: 'CartExpired', data: ids }];
      }
    }
  },

  foldVersion: 5,
  evolve: evolveVersioned((cart, event) => {
    switch (event.type) {
      case 'CartCreated':
        return { ...cart, ...event.data, status: 'BLANK' };
      case 'MenuAddedToCart':
        return withLine(cart, event.data);
      case 'HeldMenuAdded':
        return withoutHold(withLine(cart, event.data, holdOf(cart, event.data.holdId)), event.data.holdId);
      case 'LineQuantityChanged':
        return withLineQuantity(cart, event.data.lineId, event.data.quantity);
      case 'MenuAddHeld':
        return withHold(cart, event.data);
      case 'HeldMenuDropped':
        return withoutHold(cart, event.data.holdId);
      case 'FulfilmentChosen':
        return { ...cart, terms: { ...cart.terms, fulfilment: fulfilmentOf(event.data) } };
      case 'MenuRemovedFromCart':
        return withoutLine(cart, event.data.lineId);
      case 'CartOrdered':
        return {
          ...withLinesSeen(cart),
          status: 'ORDERED',
          total: event.data.total,
          attempt: event.data.attempt,
          terms: termsOf(event.data),
          businessDay: event.data.businessDay,
          quarter: event.data.quarter,
          reopenedFor: null,
        };
      case 'CartReopened':
        return reopened(cart, event.data.reason);
      case 'CartPaid':
        return { ...cart, status: 'PAID' };
      case 'CartExpired':
        return { ...cart, status: 'EXPIRED' };
    }
  }),

  outdated: ofVersion,
};

/** What a new cart begins with. */
const filled = (command: Extract<CartCommand, { type: 'CreateCart' }>): CartEvent[] => {
  const { cartId, storeId, customerId, items = [], holds = [] } = command;
  const ids = { cartId, storeId, customerId };
  return [
    ...items.map((item, index): CartEvent => {
      return { type: 'MenuAddedToCart', data: { ...ids, ...lineOf({ ...item, lineId: index + 1 }) } };
    }),
    ...holds.map((hold, index): CartEvent => {
      const { menuId, quantity, reason, expiresAt, seen, options } = hold;
      const held = { holdId: index + 1, menuId, quantity, reason, expiresAt, seen, options };
      return { type: 'MenuAddHeld', data: { ...ids, ...held } };
    }),
  ];
};

const holdOf = ({ holds }: Cart, id: number): Hold | null => holds.find(({ holdId }) => holdId === id) ?? null;

/** Whether there was a line or a hold of this number: what is gone is gone, and taking it out again has nothing to do. */
const wasThere = (id: number, last: number): boolean => id >= 1 && id <= last;

/** The line that more of the same goes to, one with room if there is one; one that is marked keeps to itself. */
const lineOfSame = ({ lines }: Cart, menu: Menu, more: number): CartLine | undefined => {
  const isSame = (line: CartLine): boolean =>
    line.menuId === menu.menuId && isAsSeen(line, menu) && isSameChoice(line.options, menu.options);
  const same = lines.filter((line) => isSame(line) && line.seen === undefined);
  return same.find((line) => tooManyIn(line, more) === null) ?? same[0];
};

const tooManyIn = ({ lineId, quantity }: Line, more: number): Refusal<CartRefusal> | null =>
  quantity + more > MAX_QUANTITY ? refuse('QUANTITY_TOO_HIGH', { lineId, quantity, max: MAX_QUANTITY }) : null;

const drop = ({ cartId, storeId, customerId, holds }: Cart, holdId: number, reason: string): CartEvent[] =>
  holds.some((hold) => hold.holdId === holdId)
    ? [{ type: 'HeldMenuDropped', data: { cartId, storeId, customerId, holdId, reason } }]
    : [];
