import {
  as,
  eachLike,
  found,
  fromState,
  instant,
  integer,
  money,
  number,
  oneOf,
  problem,
  shaped,
  string,
} from '../matching.js';

const order = {
  orderId: integer(3),
  storeId: integer(2002),
  customerId: 'customer:alice',
  lines: eachLike({ menuId: integer(7), menuName: string('pizza3'), quantity: integer(1), unitPrice: money(150.5) }),
  total: money(150.5),
};

export const orderReads = [
  {
    description: 'the open orders of a store',
    state: 'an order that is cooked',
    request: {
      method: 'GET',
      path: '/orders',
      query: { storeId: fromState('${storeId}', 2002) },
      headers: { 'X-Actor': fromState('store:${storeId}', 2002) },
    },
    response: found({
      items: [
        { ...order, status: 'COOKING', receivedAt: instant(), cookingAt: instant(), readyAt: null, closedAt: null },
      ],
      nextCursor: null,
    }),
  },
  {
    description: 'an order, by its customer',
    state: 'an order that is cooked',
    request: { method: 'GET', path: fromState('/myorder/${orderId}', 3), headers: as('customer:alice') },
    response: found({
      ...order,
      status: 'COOKING',
      courier: null,
      timeline: eachLike({ status: oneOf('RECEIVED', 'ACCEPTED', 'COOKING'), at: instant(), note: null }),
    }),
  },
  {
    description: 'an order, by somebody else',
    state: 'an order that is cooked',
    request: { method: 'GET', path: fromState('/myorder/${orderId}', 3), headers: as('customer:bob') },
    response: problem(404, 'ORDER_NOT_FOUND'),
  },
  {
    description: 'what a store sold',
    state: 'an order that has arrived',
    request: { method: 'GET', path: '/sales', query: { storeId: fromState('${storeId}', 2002) } },
    response: found({
      items: [
        {
          storeId: integer(2002),
          businessDay: shaped('\\d{4}-\\d\\d-\\d\\d', '2026-11-23'),
          orders: 1,
          revenue: money(150.5),
          refunds: 0,
          cancelled: 0,
          delivered: 1,
          averageMinutes: number(0.1),
        },
      ],
      nextCursor: null,
    }),
  },
];
