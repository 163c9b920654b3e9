import { as, done, eachLike, fromState, instant, integer, json, money, problem, string } from '../matching.js';

const order = (status) => ({
  orderId: integer(3),
  storeId: integer(2002),
  customerId: 'customer:alice',
  status,
  lines: eachLike({ menuId: integer(7), menuName: string('pizza3'), quantity: integer(1), unitPrice: money(150.5) }),
  total: money(150.5),
});

const asTheStore = { 'X-Actor': fromState('store:${storeId}', 2002) };
const step = (name) => fromState(`/myorder/\${orderId}/${name}`, 3);
const delivery = (rest = '') => fromState(`/myorder/delivery/\${orderId}${rest}`, 3);

export const orderCommands = [
  {
    description: 'an order is accepted',
    state: 'an order of alice that waits for its store',
    request: { method: 'POST', path: step('accept'), ...json({ minutes: 30 }, asTheStore) },
    response: done(200, { ...order('ACCEPTED'), acceptBy: instant(), acceptedAt: instant(), promisedAt: instant() }),
  },
  {
    description: 'an order is refused',
    state: 'an order of alice that waits for its store',
    request: { method: 'POST', path: step('refuse'), ...json({ reason: 'no cheese' }, asTheStore) },
    response: done(200, order('CANCELLED')),
  },
  {
    description: 'cooking starts',
    state: 'a paid order of alice',
    request: { method: 'POST', path: step('cooking/start'), headers: asTheStore },
    response: done(200, order('COOKING')),
  },
  {
    description: 'cooking starts twice',
    state: 'an order that is cooked',
    request: { method: 'POST', path: step('cooking/start'), headers: asTheStore },
    response: problem(409, 'ORDER_STEP_NOT_ALLOWED', {
      currentStatus: 'COOKING',
      allowed: eachLike(string('CompleteCooking')),
    }),
  },
  {
    description: 'an order goes out with a courier',
    state: 'an order that is cooked',
    request: { method: 'POST', path: delivery(), ...json({ courier: 'Kim' }, asTheStore) },
    response: done(200, order('DELIVERING')),
  },
  {
    description: 'an order has arrived',
    state: 'an order on its way',
    request: { method: 'POST', path: delivery('/complete'), headers: asTheStore },
    response: done(200, order('COMPLETED')),
  },
  {
    description: 'an order is picked up',
    state: 'an order that waits to be picked up',
    request: { method: 'POST', path: delivery('/complete'), headers: asTheStore },
    response: done(200, order('COMPLETED')),
  },
  {
    description: 'an order that is picked up goes out',
    state: 'an order that waits to be picked up',
    request: { method: 'POST', path: delivery(), headers: asTheStore },
    response: problem(409, 'ORDER_STEP_NOT_ALLOWED', {
      currentStatus: 'READY',
      allowed: eachLike(string('CompleteDelivery')),
    }),
  },
  {
    description: 'a customer cancels an order',
    state: 'a paid order of alice',
    request: { method: 'POST', path: step('cancel'), ...json({ reason: 'too late' }, as('customer:alice')) },
    response: done(200, order('CANCELLED')),
  },
  {
    description: "a store takes another store's order",
    state: 'a paid order of alice',
    request: { method: 'POST', path: step('cooking/start'), headers: as('store:2001') },
    response: problem(404, 'ORDER_NOT_FOUND'),
  },
];
