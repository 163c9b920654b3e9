import type { Line, Minor } from '@doremi/domain';
import { escaped } from './escaped.js';
import { amountIn, clockAt, CUT, indented, left, row, RULE } from './markup.js';
import type { OnPaper } from './on-paper.js';
import { whomMarkup } from './whom-markup.js';

/** A receipt in ReceiptLine's markup: names first, each on lines of their own, then how many and how much. */
export const receiptMarkup = ({ receipt, seller, shown }: OnPaper, columns: number): string => {
  const { orderNumber, businessDay, paidAt, lines, total, terms, refunds } = receipt;
  const { subtotal, deliveryFee, currency, tax } = terms;
  const inCurrency = (amount: Minor): string => amountIn(amount, currency);
  const cost = (label: string, amount: Minor): readonly string[] => row(label, inCurrency(amount), columns);
  const refunded = refunds.reduce((sum, { amount }) => sum + amount, 0);
  return [
    `^^${escaped(seller.storeName)}`,
    ...(seller.address.trim() === '' ? [] : [escaped(seller.address)]),
    RULE,
    ...row(`No. ${orderNumber ?? '?'}`, escaped(businessDay), columns),
    left(escaped(clockAt(paidAt, seller.timezone))),
    ...whomMarkup(shown),
    RULE,
    ...lines.flatMap((line) => lineMarkup(line, inCurrency, columns)),
    RULE,
    ...cost('Subtotal', subtotal),
    ...(deliveryFee > 0 ? cost('Delivery', deliveryFee) : []),
    ...row(`TOTAL ${currency ?? ''}`.trim(), inCurrency(total), columns, '"'),
    ...(tax ? [...cost('Net', tax.net), ...cost(`VAT ${tax.rate}%`, tax.tax)] : []),
    ...refunds.flatMap(({ amount, net, tax: taxed, at }) => [
      RULE,
      left(`Refund ${escaped(clockAt(at, seller.timezone))}`),
      ...row('Amount', `\\-${inCurrency(amount)}`, columns),
      ...(net === null ? [] : row('Net', `\\-${inCurrency(net)}`, columns)),
      ...(taxed === null ? [] : row('VAT', `\\-${inCurrency(taxed)}`, columns)),
    ]),
    ...(refunds.length > 0 ? [RULE, ...cost('Paid', total - refunded)] : []),
    CUT,
  ].join('\n');
};

const lineMarkup = (line: Line, inCurrency: (amount: Minor) => string, columns: number): readonly string[] => [
  left(escaped(line.menuName)),
  ...line.options.map(({ name }) => indented(`+ ${escaped(name)}`)),
  ...row(`${line.quantity} x ${inCurrency(line.unitPrice)}`, inCurrency(line.quantity * line.unitPrice), columns),
];
