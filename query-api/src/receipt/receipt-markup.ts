import type { Line, Minor } from '@doremi/domain';
import { escaped } from './escaped.js';
import { formatsIn } from './formats.js';
import { CUT, indented, left, row, RULE } from './markup.js';
import type { OnPaper } from './on-paper.js';
import { whomMarkup } from './whom-markup.js';
import { type Language, WORDS } from './words.js';

/** A receipt in ReceiptLine's markup: names first, each on lines of their own, then how many and how much. */
export const receiptMarkup = ({ receipt, seller, shown }: OnPaper, language: Language, columns: number): string => {
  const { orderId, orderNumber, businessDay, paidAt, lines, total, terms, refunds } = receipt;
  const { subtotal, deliveryFee, currency, tax } = terms;
  const words = WORDS[language];
  const { day, clock, amount: shownAmount } = formatsIn(language, seller.timezone, currency);
  const cost = (label: string, amount: Minor): readonly string[] => row(label, shownAmount(amount), columns);
  const back = (label: string, amount: Minor | null): readonly string[] =>
    amount === null ? [] : cost(label, 0 - amount);
  const refunded = refunds.reduce((sum, { amount }) => sum + amount, 0);
  return [
    `^^${escaped(seller.storeName ?? words.store(seller.storeId))}`,
    ...(seller.address.trim() === '' ? [] : [escaped(seller.address)]),
    words.receipt,
    RULE,
    ...row(orderNumber === null ? words.order(orderId) : words.number(orderNumber), day(businessDay), columns),
    left(escaped(clock(paidAt))),
    ...whomMarkup(shown, words),
    RULE,
    ...lines.flatMap((line) => lineMarkup(line, shownAmount, columns)),
    RULE,
    ...cost(words.subtotal, subtotal),
    ...(deliveryFee > 0 ? cost(words.deliveryFee, deliveryFee) : []),
    ...row(words.total(currency), shownAmount(total), columns, '"'),
    ...(tax ? [...cost(words.net, tax.net), ...cost(words.taxAt(tax.rate), tax.tax)] : []),
    ...refunds.flatMap(({ amount, net, tax: taxed, at }) => [
      RULE,
      ...row(words.refund, clock(at), columns),
      ...back(words.refunded, amount),
      ...back(words.net, net),
      ...back(words.tax, taxed),
    ]),
    ...(refunds.length > 0 ? [RULE, ...cost(words.paid, total - refunded)] : []),
    CUT,
  ].join('\n');
};

const lineMarkup = (line: Line, shownAmount: (amount: Minor) => string, columns: number): readonly string[] => [
  left(escaped(line.menuName)),
  ...line.options.map(({ name }) => indented(`+ ${escaped(name)}`)),
  ...row(`${line.quantity} x ${shownAmount(line.unitPrice)}`, shownAmount(line.quantity * line.unitPrice), columns),
];
