import { array, id, instant, money, nullable, object, oneOf, ref, text } from '../schema.js';
import type { Chapter } from './chapter.js';

const quantity = id;
const cartStatus = oneOf('BLANK', 'MENUADDED', 'ORDERED', 'PAID', 'EXPIRED');
const line = { lineId: id, menuId: id, revision: id, menuName: text, quantity, unitPrice: money };
const seen = object({ revision: id, unitPrice: money });
const cart = {
  cartId: id,
  storeId: id,
  customerId: text,
  cartStatus,
  lines: array(ref('CartLine')),
  holds: array(ref('Hold')),
  total: money,
  version: id,
};
const ordered = { cartId: id, orderId: id, paymentId: id, total: money };

export const carts: Chapter = {
  tag: 'carts',
  about: "A customer's basket at one store, from the first menu to the payment.",
  schemas: {
    Line: object(line),
    /** Marked with what the customer saw, where it was held and is something else. */
    CartLine: object(line, { seen }),
    /** With the menu as the customer saw it; null in carts from before that was written down. */
    Hold: object({ holdId: id, menuId: id, quantity, reason: text, expiresAt: instant, seen: nullable(seen) }),
    Cart: object(cart),
    /** The menu service was too busy: the add waits, and is settled without the customer. */
    HeldCart: object({ ...cart, hold: ref('Hold') }),
    CartView: object({
      ...cart,
      dropped: array(object({ holdId: id, menuId: id, reason: text })),
      updatedAt: instant,
    }),
    PaidCart: object({ ...ordered, cartStatus: oneOf('PAID') }),
    /** Whether the card was charged is not known yet; it is settled without the customer. */
    OrderedCart: object({ ...ordered, cartStatus: oneOf('ORDERED'), paymentStatus: oneOf('UNKNOWN') }),
  },
  routes: {
    'POST /mycart/:storeId/create': {
      operation: 'createCart',
      summary: 'Begin a cart at a store',
      answers: { 201: ref('Cart') },
      refusals: ['STORE_NOT_FOUND', 'STORE_NOT_OPEN'],
    },
    'POST /mycart/:cartId/menu/:menuId/add': {
      operation: 'addMenuToCart',
      summary: 'Put a menu in the cart, at the price it has now',
      answers: { 200: ref('Cart'), 202: ref('HeldCart') },
      refusals: [
        'CART_NOT_FOUND',
        'CART_CLOSED',
        'CART_FULL',
        'QUANTITY_TOO_HIGH',
        'MENU_NOT_FOUND',
        'MENU_NOT_ON_SALE',
        'MENU_SOLD_OUT',
        'VERSION_CHANGED',
      ],
    },
    'PUT /mycart/:cartId/lines/:lineId': {
      operation: 'setLineQuantity',
      summary: 'Change how many of a line there are',
      answers: { 200: ref('Cart') },
      refusals: ['CART_NOT_FOUND', 'LINE_NOT_FOUND', 'CART_CLOSED', 'VERSION_CHANGED'],
    },
    'DELETE /mycart/:cartId/lines/:lineId': {
      operation: 'removeCartLine',
      summary: 'Take a line out of the cart',
      answers: { 200: ref('Cart') },
      refusals: ['CART_NOT_FOUND', 'LINE_NOT_FOUND', 'CART_CLOSED', 'VERSION_CHANGED'],
    },
    'DELETE /mycart/:cartId/holds/:holdId': {
      operation: 'cancelHold',
      summary: 'Give up an add that waits',
      answers: { 200: ref('Cart') },
      refusals: ['CART_NOT_FOUND', 'HOLD_NOT_FOUND', 'CART_CLOSED', 'VERSION_CHANGED'],
    },
    'POST /mycart/:cartId/order': {
      operation: 'orderCart',
      summary:
        'Order and pay what was shown: say its `total`, or its version with If-Match; after 402 and 503 the cart can be ordered again',
      answers: { 201: ref('PaidCart'), 202: ref('OrderedCart') },
      refusals: [
        'CART_NOT_FOUND',
        'CART_CLOSED',
        'CART_EMPTY',
        'CART_HAS_HOLDS',
        'CART_OUTDATED',
        'STORE_NOT_OPEN',
        'PAYMENT_DECLINED',
        'PROVIDER_UNAVAILABLE',
      ],
    },
    'GET /mycart/:cartId': {
      operation: 'getCart',
      summary: 'One cart, with the adds that wait and those that were dropped',
      answers: { 200: ref('CartView') },
      refusals: ['CART_NOT_FOUND'],
    },
  },
};
