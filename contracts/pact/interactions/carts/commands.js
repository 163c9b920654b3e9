import { as, done, fromState, integer, json, money, problem, shaped, string } from '../matching.js';
import { chosenSmall, small } from '../options.js';

const line = {
  lineId: integer(1),
  menuId: integer(7),
  revision: integer(1),
  menuName: 'pizza3',
  quantity: 2,
  unitPrice: money(150.5),
};

const cart = (over = {}) => ({
  cartId: integer(3),
  storeId: integer(2002),
  customerId: 'customer:alice',
  cartStatus: 'MENUADDED',
  lines: [line],
  holds: [],
  total: money(301),
  ...over,
});

const alice = as('customer:alice');
const addMenu = fromState('${addMenu}', '/mycart/3/menu/7/add', '/mycart/\\d+/menu/\\d+/add');
const order = fromState('/mycart/${cartId}/order', 3);

export const cartCommands = [
  {
    description: 'a customer takes a cart',
    state: 'a menu on sale',
    request: { method: 'POST', path: fromState('/mycart/${storeId}/create', 2002), headers: alice },
    response: done(201, { cartId: integer(3), storeId: integer(2002), cartStatus: 'BLANK' }),
  },
  {
    description: 'a menu is added to a cart',
    state: 'an empty cart of alice',
    request: {
      method: 'POST',
      path: addMenu,
      ...json({ quantity: 2 }, alice),
    },
    response: done(200, cart()),
  },
  {
    description: 'a menu is added to a cart with options',
    state: 'an empty cart of alice where sizes are sold',
    request: { method: 'POST', path: addMenu, ...json({ options: [small] }, alice) },
    response: done(
      200,
      cart({ lines: [{ ...line, quantity: 1, unitPrice: money(130.5), options: [chosenSmall] }], total: money(130.5) }),
    ),
  },
  {
    description: 'a menu is added to a cart with options that make no choice',
    state: 'an empty cart of alice where sizes are sold',
    request: { method: 'POST', path: addMenu, ...json({ options: [] }, alice) },
    response: problem(400, 'OPTIONS_INVALID', { errors: [{ groupId: 'size', rule: 'tooFew' }] }),
  },
  {
    description: 'the quantity of a line is changed',
    state: 'a cart of alice with a line',
    request: { method: 'PUT', path: fromState('/mycart/${cartId}/lines/1', 3), ...json({ quantity: 2 }, alice) },
    response: done(200, cart()),
  },
  {
    description: 'a line is taken out of a cart',
    state: 'a cart of alice with a line',
    request: { method: 'DELETE', path: fromState('/mycart/${cartId}/lines/1', 3), headers: alice },
    response: done(200, cart({ cartStatus: 'BLANK', lines: [], total: 0 })),
  },
  {
    description: 'a cart is ordered',
    state: 'a cart of alice with a line',
    request: {
      method: 'POST',
      path: order,
      headers: { ...alice, 'Idempotency-Key': fromState('order-of-${cartId}', 3) },
    },
    response: done(
      201,
      {
        cartId: integer(3),
        orderId: integer(3),
        paymentId: integer(3),
        cartStatus: 'PAID',
        total: money(301),
      },
      { Location: shaped('/myorder/\\d+', '/myorder/3') },
    ),
  },
  {
    description: 'a cart is ordered with a card that is declined',
    state: 'a cart of alice that no card pays for',
    request: { method: 'POST', path: order, headers: alice },
    response: problem(402, 'PAYMENT_DECLINED', {
      reason: string('CARD_DECLINED'),
      cart: { cartId: integer(3), cartStatus: 'MENUADDED' },
    }),
  },
  {
    description: 'a cart is ordered while the card company is away',
    state: 'a cart of alice that the card company does not take',
    request: { method: 'POST', path: order, headers: alice },
    response: problem(
      503,
      'PROVIDER_UNAVAILABLE',
      { cart: { cartId: integer(3), cartStatus: 'MENUADDED' } },
      { 'Retry-After': shaped('\\d+', '1') },
    ),
  },
  {
    description: 'an empty cart is ordered',
    state: 'an empty cart of alice',
    request: { method: 'POST', path: order, headers: alice },
    response: problem(409, 'CART_EMPTY'),
  },
  {
    description: "somebody else's cart is ordered",
    state: 'a cart of alice with a line',
    request: { method: 'POST', path: order, headers: as('customer:bob') },
    response: problem(404, 'CART_NOT_FOUND'),
  },
];
