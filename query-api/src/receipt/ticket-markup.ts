import { escaped } from './escaped.js';
import { formatsIn } from './formats.js';
import { CUT, left, RULE } from './markup.js';
import type { OnPaper } from './on-paper.js';
import { whomMarkup } from './whom-markup.js';
import { type Language, WORDS } from './words.js';

/** What a line is begun with to be printed in double size; as text it would only have gaps between its letters. */
export type Size = '^^^' | '';

/** A kitchen's ticket in ReceiptLine's markup: what to cook, and for whom, without a price. */
export const ticketMarkup = ({ receipt, seller, shown }: OnPaper, language: Language, big: Size): string => {
  const { orderId, orderNumber, paidAt, lines, terms } = receipt;
  const words = WORDS[language];
  const { dayOf, timeOf, clock } = formatsIn(language, seller.timezone, null);
  const wantedAt = terms.fulfilment?.wantedAt;
  return [
    `${big}${escaped(orderNumber === null ? words.order(orderId) : words.number(orderNumber))}`,
    `${big}${words[terms.fulfilment?.type ?? 'DELIVERY']}`,
    // On a line of its own each: in double size they are as wide as narrow paper.
    ...(wantedAt ? [dayOf(wantedAt), timeOf(wantedAt)].map((one) => `${big}${escaped(one)}`) : []),
    left(escaped(clock(paidAt))),
    ...whomMarkup(shown, words),
    ...lines.flatMap(({ quantity, menuName, options }) => [
      RULE,
      left(`${big}${quantity} x ${escaped(menuName)}`),
      ...options.map(({ name }) => left(`${big}+ ${escaped(name)}`)),
    ]),
    CUT,
  ].join('\n');
};
