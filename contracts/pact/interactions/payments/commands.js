import { as, done, fromState, integer, json, money, oneOf, problem, string } from '../matching.js';

const refund = (path) => fromState(`/payments/\${paymentId}${path}`, 3);

export const paymentCommands = [
  {
    description: 'a part of a payment is refunded',
    state: 'a paid order of alice',
    request: { method: 'POST', path: refund('/refund'), ...json({ amount: 50, reason: 'cold' }, as('admin')) },
    response: done(200, {
      paymentId: integer(3),
      cartId: integer(3),
      storeId: integer(2002),
      customerId: 'customer:alice',
      status: oneOf('REFUNDING', 'APPROVED'),
      refundable: money(100.5),
      refunds: [
        { refundId: string('r'), attempt: 1, amount: 50, reason: 'cold', status: oneOf('REQUESTED', 'REFUNDED') },
      ],
    }),
  },
  {
    description: 'more than was paid is refunded',
    state: 'a paid order of alice',
    request: { method: 'POST', path: refund('/refund'), ...json({ amount: 1000, reason: 'cold' }) },
    response: problem(409, 'REFUND_TOO_HIGH', { left: money(150.5) }),
  },
];
