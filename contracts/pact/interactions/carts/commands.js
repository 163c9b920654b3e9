import { delivered, deliveredAtItsTime, delivery, deliveryAtItsTime } from '../fulfilment.js';
import { as, done, fromState, instant, integer, json, money, problem, shaped, string } from '../matching.js';
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
  subtotal: money(301),
  deliveryFee: money(0),
  total: money(301),
  ...over,
});

/** Without a fee. */
const free = (amount) => ({ subtotal: money(amount), total: money(amount) });
const one = { ...line, quantity: integer(1) };

const alice = as('customer:alice');
const addMenu = fromState('${addMenu}', '/mycart/3/menu/7/add', '/mycart/\\d+/menu/\\d+/add');
const order = fromState('/mycart/${cartId}/order', 3);
const fulfilment = fromState('/mycart/${cartId}/fulfilment', 3);

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
      cart({ lines: [{ ...line, quantity: 1, unitPrice: money(130.5), options: [chosenSmall] }], ...free(130.5) }),
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
    response: done(200, cart({ cartStatus: 'BLANK', lines: [], subtotal: 0, total: 0 })),
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
    description: 'a customer says to whom and where',
    state: 'a cart of alice with a line',
    request: { method: 'PUT', path: fulfilment, ...json(delivery, alice) },
    response: done(200, cart({ lines: [one], ...free(150.5), fulfilment: delivered })),
  },
  {
    description: 'a customer says for when',
    state: 'a cart of alice, and a time tomorrow',
    request: { method: 'PUT', path: fulfilment, ...json(deliveryAtItsTime, alice) },
    response: done(200, cart({ lines: [one], ...free(150.5), fulfilment: deliveredAtItsTime })),
  },
  {
    description: 'a customer picks up: no fee applies',
    state: 'a cart of alice where a delivery has a fee',
    request: { method: 'PUT', path: fulfilment, ...json({ type: 'PICKUP' }, alice) },
    response: done(
      200,
      cart({ lines: [one], ...free(150.5), fulfilment: { type: 'PICKUP', wantedAt: null, personal: null } }),
    ),
  },
  {
    description: 'a cart is ordered with the fee that was shown',
    state: 'a cart of alice where a delivery has a fee',
    request: { method: 'POST', path: order, ...json({ total: 154 }, alice) },
    response: done(201, { cartId: integer(3), cartStatus: 'PAID', total: money(154) }),
  },
  {
    description: 'a cart is ordered without a word of the fee',
    state: 'a cart of alice where a delivery has a fee',
    request: { method: 'POST', path: order, headers: alice },
    response: problem(409, 'CART_OUTDATED', { differences: [], total: money(154), version: integer(2) }),
  },
  {
    description: 'a cart is ordered without the address that its store insists on',
    state: 'a cart of alice where an address is insisted on',
    request: { method: 'POST', path: order, headers: alice },
    response: problem(409, 'FULFILMENT_MISSING'),
  },
  {
    description: 'a cart is ordered below the minimum',
    state: 'a cart of alice below the minimum',
    request: { method: 'POST', path: order, headers: alice },
    response: problem(409, 'BELOW_MINIMUM', { minimum: money(200), subtotal: money(150.5) }),
  },
  {
    description: 'a cart is ordered outside the hours',
    state: 'a cart of alice outside the hours',
    request: { method: 'POST', path: order, headers: alice },
    response: problem(409, 'STORE_NOT_OPEN', { storeId: integer(2002), storeStatus: 'OPEN', opensAt: instant() }),
  },
  {
    description: 'a cart is ordered for a time outside the hours',
    state: 'a cart of alice for a time outside the hours',
    request: { method: 'POST', path: order, headers: alice },
    response: problem(409, 'WANTED_AT_NOT_POSSIBLE', { wantedAt: instant(), nextFreeAt: instant() }),
  },
  {
    description: 'a cart is ordered for a quarter of an hour that is full',
    state: 'a cart of alice for a quarter of an hour that is full',
    request: { method: 'POST', path: order, headers: alice },
    response: problem(409, 'STORE_BUSY', { storeId: integer(2002), nextFreeAt: instant() }),
  },
  {
    description: 'a customer orders the same again',
    state: 'a paid order of alice',
    request: { method: 'POST', path: fromState('/myorders/${orderId}/again', 3), headers: alice },
    response: done(201, cart({ lines: [one], ...free(150.5), differences: [] }), {
      Location: shaped('/mycart/\\d+', '/mycart/4'),
    }),
  },
  {
    description: "somebody else's cart is ordered",
    state: 'a cart of alice with a line',
    request: { method: 'POST', path: order, headers: as('customer:bob') },
    response: problem(404, 'CART_NOT_FOUND'),
  },
];
