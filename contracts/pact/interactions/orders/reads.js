import { delivered, notShown } from '../fulfilment.js';
import {
  as,
  day,
  eachLike,
  found,
  fromState,
  instant,
  integer,
  money,
  number,
  oneOf,
  position,
  POSITION,
  problem,
  string,
} from '../matching.js';

const order = {
  orderId: integer(3),
  storeId: integer(2002),
  customerId: 'customer:alice',
  lines: eachLike({ menuId: integer(7), menuName: string('pizza3'), quantity: integer(1), unitPrice: money(150.5) }),
  total: money(150.5),
};

const due = { subtotal: money(150.5), deliveryFee: money(0), total: money(150.5) };

const asTheStore = { 'X-Actor': fromState('store:${storeId}', 2002) };

export const orderReads = [
  {
    description: 'the open orders of a store',
    state: 'an order that is cooked',
    request: {
      method: 'GET',
      path: '/orders',
      query: { storeId: fromState('${storeId}', 2002) },
      headers: asTheStore,
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
    description: 'an order that says to whom and where, by its store',
    state: 'an order of alice that says to whom and where',
    request: { method: 'GET', path: fromState('/orders/${orderId}', 3), headers: asTheStore },
    response: found({ ...order, ...due, orderNumber: integer(1), fulfilment: delivered, promisedAt: instant() }),
  },
  {
    description: 'an order that says to whom and where, by head office',
    state: 'an order of alice that says to whom and where',
    request: { method: 'GET', path: fromState('/orders/${orderId}', 3), headers: as('admin') },
    response: found({ ...order, ...due, fulfilment: notShown }),
  },
  {
    description: 'an order as it was',
    state: 'an order that is cooked',
    request: {
      method: 'GET',
      path: fromState('/orders/${orderId}', 3),
      query: { asOf: fromState('${paidAt}', POSITION) },
      headers: as('customer:alice'),
    },
    response: found({ ...order, status: 'ACCEPTED' }),
  },
  {
    description: 'the orders that wait for their store',
    state: 'an order of alice that waits for its store',
    request: {
      method: 'GET',
      path: '/orders',
      query: { storeId: fromState('${storeId}', 2002), accepted: 'false' },
      headers: asTheStore,
    },
    response: found({
      items: [{ ...order, status: 'RECEIVED', acceptBy: instant(), acceptedAt: null, promisedAt: null }],
    }),
  },
  {
    description: "a customer's open orders",
    state: 'an order that is cooked',
    request: { method: 'GET', path: '/myorders', query: { open: 'true' }, headers: as('customer:alice') },
    response: found({
      items: eachLike({
        ...order,
        payment: { status: string('APPROVED'), amount: money(150.5), refunded: money(0) },
      }),
    }),
  },
  {
    description: 'the receipt of an order',
    state: 'a paid order of alice',
    request: { method: 'GET', path: fromState('/orders/${orderId}/receipt', 3), headers: as('customer:alice') },
    response: found({
      orderId: integer(3),
      orderNumber: integer(1),
      seller: { storeId: integer(2002), storeName: 'Doremi', address: 'Street 1' },
      businessDay: day(),
      paidAt: instant(),
      lines: order.lines,
      ...due,
      currency: 'EUR',
      tax: { rate: 0, net: money(150.5), tax: money(0) },
      refunds: [],
    }),
  },
  {
    description: "the kitchen's ticket of an order",
    state: 'a paid order of alice',
    request: { method: 'GET', path: fromState('/orders/${orderId}/ticket', 3), headers: asTheStore },
    response: found({
      orderId: integer(3),
      orderNumber: integer(1),
      type: 'DELIVERY',
      wantedAt: null,
      lines: eachLike({ quantity: integer(1), menuName: string('pizza3'), options: [] }),
    }),
  },
  {
    description: 'what followed from a request',
    state: 'a paid order of alice',
    request: {
      method: 'GET',
      path: '/events',
      query: { correlationId: fromState('order-of-${cartId}', 3) },
      headers: as('operator'),
    },
    response: found({
      items: eachLike({
        position: position(),
        type: string('CartOrdered'),
        stream: string('cart-3'),
        at: instant(),
        correlationId: fromState('order-of-${cartId}', 3),
      }),
    }),
  },
  {
    description: 'what a store sold of each menu',
    state: 'a paid order of alice',
    request: {
      method: 'GET',
      path: '/sales/menus',
      query: { storeId: fromState('${storeId}', 2002) },
      headers: as('admin'),
    },
    response: found({
      storeId: integer(2002),
      items: [{ menuId: integer(7), menuName: 'pizza3', sold: 1, revenue: money(150.5), returned: 0, options: [] }],
      refundedInPart: money(0),
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
          businessDay: day(),
          orders: 1,
          revenue: money(150.5),
          refunds: 0,
          tax: money(0),
          late: integer(0),
          cancelled: 0,
          delivered: 1,
          averageMinutes: number(0.1),
        },
      ],
      nextCursor: null,
    }),
  },
];
