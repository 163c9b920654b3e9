import { get, pageOf, PageQuery, type Route } from '@doremi/http';
import { refuse } from '@doremi/event-sourcing';
import type { PaymentView } from '@doremi/domain';
import { freshEnough } from './read-your-writes.js';
import { page, type Listing } from './page.js';
import { paymentViewResponse, PaymentViewResponse } from './payments.responses.js';
import type { ReadModels } from './read-models.js';

const NEWEST_FIRST: Listing<PaymentView> = {
  list: 'payments',
  where: {},
  sort: [
    ['requestedAt', -1],
    ['paymentId', -1],
  ],
};

/** Head office's view of the money. */
export const paymentRoutes = ({ payments }: Pick<ReadModels, 'payments'>): Route[] => [
  get(
    '/payments',
    {
      tag: 'payments',
      operation: 'listPayments',
      summary: 'The payments, newest first',
      roles: ['admin'],
      query: PageQuery,
      responses: { 200: pageOf(PaymentViewResponse) },
    },
    freshEnough([payments], ({ query }) => page(payments, NEWEST_FIRST, query, paymentViewResponse)),
  ),
  get(
    '/payments/:paymentId',
    {
      tag: 'payments',
      operation: 'getPayment',
      summary: 'One payment',
      roles: ['admin'],
      responses: { 200: PaymentViewResponse },
      refusals: ['PAYMENT_NOT_FOUND'],
    },
    freshEnough([payments], async ({ params: { paymentId } }) => {
      const payment = await payments.byKey(paymentId);
      return payment ? { status: 200, body: paymentViewResponse(payment) } : refuse('PAYMENT_NOT_FOUND', { paymentId });
    }),
  ),
];
