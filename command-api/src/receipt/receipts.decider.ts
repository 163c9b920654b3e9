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

export type ReceiptCommand =
  | ({ readonly type: 'NumberReceipt'; readonly orderId: number } & OfDay)
  /** Every number that was not given out here yet, up to this one. */
  | ({ readonly type: 'VoidReceipts'; readonly upTo: number; readonly reason: string } & OfDay);

export const receipts: Decider<Receipts, ReceiptCommand, ReceiptEvent, never> = {
  initial: { last: 0, numbers: {} },

  decide: (command, { last, numbers }) => {
    const { storeId, businessDay } = command;
    switch (command.type) {
      case 'NumberReceipt': {
        const { orderId } = command;
        if (numbers[orderId] !== undefined) return [];
        return [{ type: 'ReceiptNumbered', data: { storeId, businessDay, number: last + 1, orderId } }];
      }
      case 'VoidReceipts': {
        const { upTo, reason } = command;
        return Array.from({ length: Math.max(0, upTo - last) }, (_, index) => ({
          type: 'ReceiptVoided',
          data: { storeId, businessDay, number: last + 1 + index, reason },
        }));
      }
    }
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
