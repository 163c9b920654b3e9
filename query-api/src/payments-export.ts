import { type PaymentView, toDecimal } from '@doremi/domain';
import type { Table } from './export.js';

/** The attempt by which the payment provider knows what was paid; null where nothing was. */
const referenceOf = ({ attempts }: PaymentView): string | null =>
  attempts.find(({ status, late }) => status === 'APPROVED' && !late)?.providerReference ?? null;

/** Not why it goes back: people type that. */
const refundText = ({ amount, status, at, settledAt }: PaymentView['refunds'][number]): string =>
  `${toDecimal(amount)} ${status} ${settledAt ?? at}`;

/** A row is a payment, those that were asked for first before others; amounts are decimal numbers. Nothing in it says who the customer is. */
export const paymentsTable: Table<PaymentView> = {
  columns: [
    ['businessDay', ({ businessDay }) => businessDay],
    ['storeId', ({ storeId }) => storeId],
    ['paymentId', ({ paymentId }) => paymentId],
    ['status', ({ status }) => status],
    ['requestedAt', ({ requestedAt }) => requestedAt],
    ['updatedAt', ({ updatedAt }) => updatedAt],
    ['attempts', ({ attempts }) => attempts.length],
    ['providerReference', referenceOf],
    ['currency', ({ currency }) => currency],
    ['amount', ({ amount }) => toDecimal(amount)],
    ['taxRate', ({ tax }) => tax?.rate ?? null],
    ['net', ({ tax }) => tax && toDecimal(tax.net)],
    ['tax', ({ tax }) => tax && toDecimal(tax.tax)],
    ['refunded', ({ refunded }) => toDecimal(refunded)],
    ['refunds', ({ refunds }) => refunds.map(refundText).join('; ')],
  ],
  sort: [
    ['requestedAt', 1],
    ['paymentId', 1],
  ],
};
