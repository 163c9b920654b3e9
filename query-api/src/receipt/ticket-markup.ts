import { escaped } from './escaped.js';
import { clockAt, CUT, left, RULE } from './markup.js';
import type { OnPaper } from './on-paper.js';
import { whomMarkup } from './whom-markup.js';

/** What a line is begun with to be printed in double size; as text it would only have gaps between its letters. */
export type Size = '^^^' | '';

/** A kitchen's ticket in ReceiptLine's markup: what to cook, and for whom, without a price. */
export const ticketMarkup = ({ receipt, seller, shown }: OnPaper, big: Size): string => {
  const { orderId, orderNumber, paidAt, lines, terms } = receipt;
  const wantedAt = terms.fulfilment?.wantedAt;
  return [
    `${big}${orderNumber === null ? `Order ${orderId}` : `No. ${orderNumber}`}`,
    `${big}${terms.fulfilment?.type ?? 'DELIVERY'}`,
    ...(wantedAt ? [`${big}${escaped(clockAt(wantedAt, seller.timezone))}`] : []),
    left(escaped(clockAt(paidAt, seller.timezone))),
    ...whomMarkup(shown),
    ...lines.flatMap(({ quantity, menuName, options }) => [
      RULE,
      left(`${big}${quantity} x ${escaped(menuName)}`),
      ...options.map(({ name }) => left(`${big}+ ${escaped(name)}`)),
    ]),
    CUT,
  ].join('\n');
};
