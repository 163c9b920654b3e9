import { PageQuery } from '@doremi/shared/http/paging';
import { get, type Route } from '@doremi/shared/http/route';
import { refuse } from '@doremi/shared/kernel/refusal';
import type { PaymentView } from '@doremi/shared/read-models/payments';
import { freshEnough } from './fresh-enough.js';
import { page, type Listing } from './page.js';
import { paymentAnswer } from './payments.answers.js';
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
    { who: ['admin'], query: PageQuery },
    freshEnough<PageQuery>([payments], ({ query }) => page(payments, NEWEST_FIRST, query, paymentAnswer)),
  ),
  get(
    '/payments/:paymentId',
    { who: ['admin'] },
    freshEnough([payments], async ({ params: { paymentId = 0 } }) => {
      const payment = await payments.byKey(paymentId);
      return payment ? { status: 200, body: paymentAnswer(payment) } : refuse('PAYMENT_NOT_FOUND', { paymentId });
    }),
  ),
];
