import { as, eachLike, found, fromState, instant, integer, money, oneOf, problem, string } from '../matching.js';

const payment = {
  paymentId: integer(3),
  cartId: integer(3),
  storeId: integer(2002),
  customerId: string('customer:alice'),
  amount: money(150.5),
  refunded: money(0),
  status: oneOf('APPROVED', 'REQUESTED', 'DECLINED', 'UNKNOWN', 'REFUNDING', 'REFUNDED'),
  requestedAt: instant(),
  updatedAt: instant(),
};

const attempt = {
  attempt: 1,
  amount: money(150.5),
  status: 'APPROVED',
  late: false,
  code: null,
  providerReference: string('ch_1'),
};

export const paymentReads = [
  {
    description: 'every payment, newest first',
    state: 'a paid order of alice',
    request: { method: 'GET', path: '/payments', query: { limit: '5' }, headers: as('admin') },
    response: found({ items: eachLike(payment) }),
  },
  {
    description: 'a payment',
    state: 'a paid order of alice',
    request: { method: 'GET', path: fromState('/payments/${paymentId}', 3) },
    response: found({ ...payment, status: 'APPROVED', attempts: [attempt], refunds: [] }),
  },
  {
    description: 'a payment that there is not',
    request: { method: 'GET', path: '/payments/999999999' },
    response: problem(404, 'PAYMENT_NOT_FOUND'),
  },
];
