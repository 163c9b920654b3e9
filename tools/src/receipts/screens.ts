import { LANGUAGES, printed, receiptMarkup } from '@doremi/query-api';
import { sampleReceipts } from './sample-receipts.js';

/** Where they are. */
export const SCREENS = new URL('../../../docs/screens/', import.meta.url);

/** As wide as paper of 58 mm, of 80 mm, and what is asked for by nobody in particular. */
const COLUMNS = [32, 48, 42] as const;

/** Receipts of thirty orders as pictures, in each language, by file name; the same ones every time. */
export const receiptScreens = async (): Promise<ReadonlyMap<string, string>> => {
  const screens = new Map<string, string>();
  for (const [index, { receipt, seller }] of sampleReceipts().entries()) {
    const columns = COLUMNS[index % COLUMNS.length] ?? COLUMNS[2];
    for (const language of LANGUAGES) {
      const markup = receiptMarkup({ receipt, seller, shown: { personal: null } }, language, columns);
      const { content } = await printed('image/svg+xml', { markup, columns });
      screens.set(`receipt-${String(index + 1).padStart(2, '0')}-${language}.svg`, content.toString());
    }
  }
  return screens;
};
