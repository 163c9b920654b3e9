import { of, type History } from '../history/history.js';
import { chargedTwice, forgottenRefunds, paidForNothing, refundsForNothing, unpaidOrders } from './money.js';
import { doubledOrders, lostCommands, lostOrders, openHolds, wrongAdds, wrongAnswers } from './orders.js';
import { unequalDocuments } from './read-models.js';
import { salesOff } from './sales.js';

/** One promise, and everything that breaks it; `count` is what the table shows, 0 when it is kept. */
export interface Finding {
  readonly name: string;
  readonly count: number;
  readonly found: readonly string[];
}

/** How much happened: too little, and that all promises were kept says nothing. */
export interface Counts {
  readonly orders: number;
  readonly unknowns: number;
  readonly holds: number;
  /** That were asked for. */
  readonly refunds: number;
  /** Odd answers of the payment provider, by kind. */
  readonly oddAnswers: Readonly<Record<string, number>>;
}

/** Compares what customers were told with the payment provider's books, the events and the read models. */
export const findingsOf = (history: History): readonly Finding[] => {
  const sales = salesOff(history);
  const broken = (name: string, found: readonly string[]): Finding => ({ name, count: found.length, found });
  return [
    broken('acknowledged orders lost', lostOrders(history)),
    broken('other acknowledged commands lost', lostCommands(history)),
    broken('carts with adds lost or doubled', wrongAdds(history)),
    broken('orders doubled', doubledOrders(history)),
    broken('charged twice', chargedTwice(history)),
    broken('paid but neither at the store nor refunded', paidForNothing(history)),
    broken('at the store but not paid', unpaidOrders(history)),
    broken('refunds forgotten', forgottenRefunds(history)),
    broken('refunds that nobody asked for', refundsForNothing(history)),
    broken('holds unsettled', openHolds(history)),
    broken('answers of stores that did not count', wrongAnswers(history)),
    broken('read models unequal to a fresh fold', unequalDocuments(history)),
    { name: 'sales off by', count: sales.off + (sales.off === 0 ? sales.found.length : 0), found: sales.found },
    broken('requests without a definite answer', history.acknowledged.unanswered),
  ];
};

export const countsOf = ({ acknowledged, ledger, events }: History): Counts => ({
  orders: acknowledged.carts.filter(({ outcome }) => outcome === 'paid').length,
  unknowns: new Set(of(events, 'PaymentOutcomeUnknown').map(({ data }) => `${data.cartId}-${data.attempt}`)).size,
  holds: of(events, 'MenuAddHeld').length,
  refunds: of(events, 'RefundRequested').length,
  oddAnswers: ledger.oddAnswers,
});
