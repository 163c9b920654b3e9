import type { ReceiptEvent } from '@doremi/domain';
import type { Decider } from '@doremi/event-sourcing';

/** The receipts of one store and business day. */
export interface Receipts {
  /** The highest number that was given out or voided; 0 before the first. */
  readonly last: number;
  /** By orderId, in pages: a page that is full is never copied again, however many orders a day has. */
  readonly pages: readonly Page[];
}

/** Numbers by orderId. */
type Page = Readonly<Record<number, number>>;

const PAGE = 100;

/** The number that the order was given; undefined where it has none. */
export const numberIn = ({ pages }: Receipts, orderId: number): number | undefined =>
  pages.find((page) => page[orderId] !== undefined)?.[orderId];

interface OfDay {
  readonly storeId: number;
  readonly businessDay: string;
}

/** Why a number is nobody's: somebody has a receipt with it whose order is lost. */
const LOG_LOST = 'LOG_LOST';

export interface NumberReceipt extends OfDay {
  readonly type: 'NumberReceipt';
  readonly orderId: number;
  /** The highest number of the day that is known to have been given out in a log that was lost; 0 where none is. */
  readonly givenOut: number;
}

export const receipts: Decider<Receipts, NumberReceipt, ReceiptEvent, never> = {
  initial: { last: 0, pages: [] },

  decide: ({ storeId, businessDay, orderId, givenOut }, day) => {
    const { last } = day;
    if (numberIn(day, orderId) !== undefined) return [];
    const lost = Array.from({ length: Math.max(0, givenOut - last) }, (_, index) => last + 1 + index);
    return [
      ...lost.map((number): ReceiptEvent => ({
        type: 'ReceiptVoided',
        data: { storeId, businessDay, number, reason: LOG_LOST },
      })),
      { type: 'ReceiptNumbered', data: { storeId, businessDay, number: Math.max(last, givenOut) + 1, orderId } },
    ];
  },

  foldVersion: 1,
  evolve: ({ last, pages }, event) => {
    const { number } = event.data;
    switch (event.type) {
      case 'ReceiptNumbered':
        return { last: Math.max(last, number), pages: withNumber(pages, event.data.orderId, number) };
      case 'ReceiptVoided':
        return { last: Math.max(last, number), pages };
    }
  },
};

const withNumber = (pages: readonly Page[], orderId: number, number: number): readonly Page[] => {
  const current = pages.at(-1);
  if (!current || Object.keys(current).length >= PAGE) return [...pages, { [orderId]: number }];
  return [...pages.slice(0, -1), { ...current, [orderId]: number }];
};
