import { setTimeout as pause } from 'node:timers/promises';
import type { Floor } from '../adapters/id-sequence.js';
import type { PaymentBooks } from '../adapters/payment-books.js';
import type { LogWatch } from './log-watch.js';

/** How long a new cart waits for the card company's books: it may be away, and they may be long. Milliseconds. */
const WAIT_FOR_BOOKS = 1_000;

/**
 * The highest ids of a lost log, from whoever knows them: what was found out when the loss was proven, what was written
 * down when another log was accepted, and what carts the card company was ever asked to charge. An id that it knows would be
 * answered with the charge of another cart.
 */
export const floorsOf = (
  log: Pick<LogWatch, 'floors' | 'onChange'>,
  books: Pick<PaymentBooks, 'highestCart'>,
): { readonly menu: Floor; readonly cart: Floor } => {
  let charged = 0;
  let isAnswered = false;
  const ask = async (): Promise<void> => {
    try {
      charged = Math.max(charged, (await books.highestCart()) ?? 0);
      isAnswered = true;
    } catch {
      // The books cannot be read: nobody is refused a cart for that, and they are asked again with the next.
      isAnswered = false;
    }
  };
  const askBriefly = (): Promise<void> => Promise.race([ask(), pause(WAIT_FOR_BOOKS, undefined, { ref: false })]);
  let asking = askBriefly();
  log.onChange(() => {
    asking = askBriefly();
  });

  const menu = async (): Promise<number> => (await log.floors()).menu;
  const cart = async (): Promise<number> => Math.max((await log.floors()).cart, charged);
  return {
    menu: { known: menu, asked: menu },
    cart: {
      known: async () => {
        await asking;
        if (!isAnswered) void ask();
        return cart();
      },
      asked: async () => {
        await askBriefly();
        return cart();
      },
    },
  };
};
