import type { Where } from '@doremi/read-models';
import {
  Absent,
  csv,
  Day,
  get,
  MAX_STORE_ID,
  OneOf,
  outcomes,
  pageOf,
  PageQuery,
  type Route,
  text,
  Whole,
} from '@doremi/http';
import { refuse } from '@doremi/event-sourcing';
import type { PaymentStatus, PaymentView } from '@doremi/domain';
import type { Past } from './as-of.js';
import { AsOfQuery } from './as-of.query.js';
import { asCsv, csvFile, ExportQuery } from './export.js';
import { freshEnough } from './read-your-writes.js';
import { page, type Listing } from './page.js';
import { paymentViewResponse, PaymentViewResponse } from './payments.responses.js';
import { paymentsTable } from './payments-export.js';
import type { ReadModels } from './read-models.js';

export class PaymentsQuery extends PageQuery {
  @Absent() @OneOf([...outcomes, 'REFUNDING', 'REFUNDED']) status?: PaymentStatus;
  @Absent() @Whole({ min: 1, max: MAX_STORE_ID }) storeId?: number;
  /** The store's local date on which the cart was ordered. */
  @Absent() @Day() day?: string;
  /** Which is its cart's as well, and its order's where it came to one. */
  @Absent() @Whole({ min: 1, max: 999_999_999_999_999 }) paymentId?: number;
}

const NEWEST_FIRST: Listing<PaymentView>['sort'] = [
  ['requestedAt', -1],
  ['paymentId', -1],
];

const askedFor = ({ status, storeId, day, paymentId }: PaymentsQuery): Where<PaymentView> => ({
  ...(status && { status }),
  ...(storeId !== undefined && { storeId }),
  ...(day !== undefined && { businessDay: day }),
  ...(paymentId !== undefined && { paymentId }),
});

/** Head office's view of the money. */
export const paymentRoutes = ({ payments }: Pick<ReadModels, 'payments'>, past: Past): Route[] => [
  get(
    '/payments',
    {
      tag: 'payments',
      operation: 'listPayments',
      summary: 'The payments, newest first: all, or of a status, a store, a business day, a number',
      roles: ['admin'],
      query: PaymentsQuery,
      responses: { 200: pageOf(PaymentViewResponse) },
    },
    freshEnough([payments], ({ query }) =>
      page(payments, { list: 'payments', where: askedFor(query), sort: NEWEST_FIRST }, query, paymentViewResponse),
    ),
  ),
  get(
    '/payments/export',
    {
      tag: 'payments',
      operation: 'exportPayments',
      summary: 'The payments of a business day as a table: of every store, or of one',
      roles: ['admin'],
      query: ExportQuery,
      responses: { 200: csv(text) },
    },
    freshEnough([payments], async ({ query: { day, storeId } }) => {
      const where = { businessDay: day, ...(storeId !== undefined && { storeId }) };
      return csvFile(`payments-${day}.csv`, await asCsv(payments, paymentsTable, where));
    }),
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
