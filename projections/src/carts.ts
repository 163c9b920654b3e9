import type { CartEvent, Line } from '@doremi/shared/events/cart.events';
import { projection } from '@doremi/shared/kernel/projection';
import { foldVersioned } from '@doremi/shared/kernel/versioned';
import { cartsModel, type CartView } from '@doremi/shared/read-models/carts';

type Unversioned = Omit<CartView, 'version'>;

const withLines = (cart: Unversioned, lines: readonly Line[], at: string): Unversioned => ({
  ...cart,
  lines,
  total: lines.reduce((total, { quantity, unitPrice }) => total + quantity * unitPrice, 0),
  cartStatus: lines.length > 0 ? 'MENUADDED' : 'BLANK',
  updatedAt: at,
});

const lineOf = ({ lineId, menuId, revision, menuName, quantity, unitPrice }: Line): Line => ({
  lineId,
  menuId,
  revision,
  menuName,
  quantity,
  unitPrice,
});

const withoutHold = (cart: Unversioned, holdId: number) => cart.holds.filter((hold) => hold.holdId !== holdId);

/** The customer's cart, from creation to payment. */
export const carts = projection<CartView, CartEvent>({
  ...cartsModel,
  key: ({ data }) => data.cartId,
  on: foldVersioned<Unversioned, CartEvent>({
    CartCreated: (_, { cartId, storeId, customerId }, at) => ({
      cartId,
      storeId,
      customerId,
      cartStatus: 'BLANK',
      lines: [],
      holds: [],
      dropped: [],
      total: 0,
      updatedAt: at,
    }),
    MenuAddedToCart: (cart, data, at) => cart && withLines(cart, [...cart.lines, lineOf(data)], at),
    MenuAddHeld: (cart, { holdId, menuId, quantity, reason, expiresAt }, at) =>
      cart && { ...cart, holds: [...cart.holds, { holdId, menuId, quantity, reason, expiresAt }], updatedAt: at },
    HeldMenuAdded: (cart, data, at) =>
      cart && withLines({ ...cart, holds: withoutHold(cart, data.holdId) }, [...cart.lines, lineOf(data)], at),
    HeldMenuDropped: (cart, { holdId, reason }, at) => {
      const hold = cart?.holds.find((open) => open.holdId === holdId);
      return (
        cart &&
        hold && {
          ...cart,
          holds: withoutHold(cart, holdId),
          dropped: [...cart.dropped, { holdId, menuId: hold.menuId, reason }],
          updatedAt: at,
        }
      );
    },
    MenuRemovedFromCart: (cart, { lineId }, at) =>
      cart &&
      withLines(
        cart,
        cart.lines.filter((line) => line.lineId !== lineId),
        at,
      ),
    CartOrdered: (cart, { lines, total }, at) =>
      cart && { ...cart, cartStatus: 'ORDERED', lines, total, updatedAt: at },
    CartReopened: (cart, _, at) => cart && { ...cart, cartStatus: 'MENUADDED', updatedAt: at },
    CartPaid: (cart, _, at) => cart && { ...cart, cartStatus: 'PAID', updatedAt: at },
    CartExpired: (cart, _, at) => cart && { ...cart, cartStatus: 'EXPIRED', updatedAt: at },
  }),
  indexes: [],
});
