import type { Where } from '@doremi/read-models';
import { Absent, Day, get, MAX_STORE_ID, OneOf, outcomes, pageOf, PageQuery, type Route, Whole } from '@doremi/http';
import { refuse } from '@doremi/event-sourcing';
import type { PaymentStatus, PaymentView } from '@doremi/domain';
import type { Past } from './as-of.js';
import { AsOfQuery } from './as-of.query.js';
import { freshEnough } from './read-your-writes.js';
import { page, type Listing } from './page.js';
import { paymentViewResponse, PaymentViewResponse } from './payments.responses.js';
import type { ReadModels } from './read-models.js';

export class PaymentsQuery extends PageQuery {
  @Absent() @OneOf([...outcomes, 'REFUNDING', 'REFUNDED']) status?: PaymentStatus;
  @Absent() @Whole({ min: 1, max: MAX_STORE_ID }) storeId?: number;
  /** The store's local date on which the cart was ordered. */
  @Absent() @Day() day?: string;
}

const NEWEST_FIRST: Listing<PaymentView>['sort'] = [
  ['requestedAt', -1],
  ['paymentId', -1],
];

const askedFor = ({ status, storeId, day }: PaymentsQuery): Where<PaymentView> => ({
  ...(status && { status }),
  ...(storeId !== undefined && { storeId }),
  ...(day !== undefined && { businessDay: day }),
});

/** Head office's view of the money. */
export const paymentRoutes = ({ payments }: Pick<ReadModels, 'payments'>, past: Past): Route[] => [
  get(
    '/payments',
    {
      tag: 'payments',
      operation: 'listPayments',
      summary: 'The payments, newest first: all, or of a status, a store, a business day',
      roles: ['admin'],
      query: PaymentsQuery,
      responses: { 200: pageOf(PaymentViewResponse) },
    },
    freshEnough([payments], ({ query }) =>
      page(payments, { list: 'payments', where: askedFor(query), sort: NEWEST_FIRST }, query, paymentViewResponse),
    ),
  ),
  get(
    '/payments/:paymentId',
    {
      tag: 'payments',
      operation: 'getPayment',
      summary: 'One payment, as it is, or as it was at a moment',
      roles: ['admin'],
      query: AsOfQuery,
      responses: { 200: PaymentViewResponse },
      refusals: ['PAYMENT_NOT_FOUND', 'EVENT_VERSION_NEWER'],
    },
    freshEnough([payments], async ({ params: { paymentId }, query: { asOf } }) => {
      const payment =
        asOf === undefined ? await payments.byKey(paymentId) : (await past.payment(paymentId, asOf))?.document;
      return payment ? { status: 200, body: paymentViewResponse(payment) } : refuse('PAYMENT_NOT_FOUND', { paymentId });
    }),
  ),
];
