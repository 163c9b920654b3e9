import type { ReceiptEvent } from '@doremi/domain';
import type { Decider } from '@doremi/event-sourcing';

/** The receipts of one store and business day. */
export interface Receipts {
  /** The highest number that was given out or voided; 0 before the first. */
  readonly last: number;
  /** By orderId. */
  readonly numbers: Readonly<Record<number, number>>;
}

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
  initial: { last: 0, numbers: {} },

  decide: ({ storeId, businessDay, orderId, givenOut }, { last, numbers }) => {
    if (numbers[orderId] !== undefined) return [];
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
  evolve: ({ last, numbers }, event) => {
    const { number } = event.data;
    switch (event.type) {
      case 'ReceiptNumbered':
        return { last: Math.max(last, number), numbers: { ...numbers, [event.data.orderId]: number } };
      case 'ReceiptVoided':
        return { last: Math.max(last, number), numbers };
    }
  },
};
