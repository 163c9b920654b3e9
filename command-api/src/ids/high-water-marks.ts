import { setTimeout as pause } from 'node:timers/promises';
import type { HighWaterMark } from './id-sequence.js';
import type { ProviderLedger } from '../payment-provider/provider-ledger.js';
import type { LogWatch } from '../event-log/log-watch.js';

/** How long a new cart waits for the payment provider's ledger: it may be away, and the ledger long. Milliseconds. */
const WAIT_FOR_LEDGER = 1_000;

/**
 * The highest ids of a lost log, from whoever knows them: what was found out when the loss was proven, what was written
 * down when another log was accepted, and what carts the payment provider was ever asked to charge. An id that it knows would be
 * answered with the charge of another cart.
 */
export const highWaterMarksOf = (
  log: Pick<LogWatch, 'highWaterMarks' | 'onChange'>,
  ledger: Pick<ProviderLedger, 'highestCart'>,
): { readonly menu: HighWaterMark; readonly cart: HighWaterMark } => {
  let charged = 0;
  let isAnswered = false;
  const ask = async (): Promise<void> => {
    try {
      charged = Math.max(charged, (await ledger.highestCart()) ?? 0);
      isAnswered = true;
    } catch {
      // The ledger cannot be read: nobody is refused a cart for that, and it is asked again with the next.
      isAnswered = false;
    }
  };
  const askBriefly = (): Promise<void> => Promise.race([ask(), pause(WAIT_FOR_LEDGER, undefined, { ref: false })]);
  let asking = askBriefly();
  log.onChange(() => {
    asking = askBriefly();
  });

  const menu = async (): Promise<number> => (await log.highWaterMarks()).menu;
  const cart = async (): Promise<number> => Math.max((await log.highWaterMarks()).cart, charged);
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
