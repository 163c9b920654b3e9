import type { Receipt } from '@doremi/domain';
import { escaped } from './escaped.js';
import { clockAt, CUT, left, RULE } from './markup.js';
import type { Seller } from './seller.js';

/** What a line is begun with to be printed in double size; as text it would only have gaps between its letters. */
export type Size = '^^^' | '';

/** A kitchen's ticket in ReceiptLine's markup: what to cook, without a price. */
export const ticketMarkup = (order: Receipt, seller: Seller, big: Size): string => {
  const { orderId, orderNumber, paidAt, lines, terms } = order;
  const wantedAt = terms.fulfilment?.wantedAt;
  return [
    `${big}${orderNumber === null ? `Order ${orderId}` : `No. ${orderNumber}`}`,
    `${big}${terms.fulfilment?.type ?? 'DELIVERY'}`,
    ...(wantedAt ? [`${big}${escaped(clockAt(wantedAt, seller.timezone))}`] : []),
    left(escaped(clockAt(paidAt, seller.timezone))),
    ...lines.flatMap(({ quantity, menuName, options }) => [
      RULE,
      left(`${big}${quantity} x ${escaped(menuName)}`),
      ...options.map(({ name }) => left(`${big}+ ${escaped(name)}`)),
    ]),
    CUT,
  ].join('\n');
};
