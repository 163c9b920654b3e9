import { as, found, fromState, instant, integer, money, problem, string } from '../matching.js';

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
      total: money(150.5),
      updatedAt: instant(),
    }),
  },
  {
    description: "somebody else's cart",
    state: 'a cart of alice with a line',
    request: { method: 'GET', path: fromState('/mycart/${cartId}', 3), headers: as('customer:bob') },
    response: problem(404, 'CART_NOT_FOUND'),
  },
];
