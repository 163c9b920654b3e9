import { delivered } from '../fulfilment.js';
import { as, eachLike, found, fromState, instant, integer, money, problem, string } from '../matching.js';

export const cartReads = [
  {
    description: 'a cart',
    state: 'a cart of alice with a line',
    request: { method: 'GET', path: fromState('/mycart/${cartId}', 3), headers: as('customer:alice') },
    response: found({
      cartId: integer(3),
      storeId: integer(2002),
      customerId: 'customer:alice',
      cartStatus: 'MENUADDED',
      lines: [
        {
          lineId: integer(1),
          menuId: integer(7),
          revision: integer(1),
          menuName: string('pizza3'),
          quantity: integer(1),
          unitPrice: money(150.5),
        },
      ],
      holds: [],
      dropped: [],
      subtotal: money(150.5),
      deliveryFee: money(0),
      total: money(150.5),
      fulfilment: null,
      updatedAt: instant(),
    }),
  },
  {
    description: 'a cart that says to whom and where',
    state: 'a cart of alice that says to whom and where',
    request: { method: 'GET', path: fromState('/mycart/${cartId}', 3), headers: as('customer:alice') },
    response: found({ cartId: integer(3), fulfilment: delivered }),
  },
  {
    description: 'a cart at a store with a fee',
    state: 'a cart of alice where a delivery has a fee',
    request: { method: 'GET', path: fromState('/mycart/${cartId}', 3), headers: as('customer:alice') },
    response: found({ cartId: integer(3), subtotal: money(150.5), deliveryFee: money(3.5), total: money(154) }),
  },
  {
    description: "a customer's carts",
    state: 'a paid order of alice',
    request: { method: 'GET', path: '/mycarts', query: { status: 'PAID' }, headers: as('customer:alice') },
    response: found({
      items: eachLike({
        cartId: integer(3),
        cartStatus: 'PAID',
        total: money(150.5),
        payment: { status: string('APPROVED'), amount: money(150.5), refunded: money(0) },
      }),
    }),
  },
  {
    description: "somebody else's cart",
    state: 'a cart of alice with a line',
    request: { method: 'GET', path: fromState('/mycart/${cartId}', 3), headers: as('customer:bob') },
    response: problem(404, 'CART_NOT_FOUND'),
  },
];
