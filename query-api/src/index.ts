export { printed } from './receipt/printed.js';
export { receiptMarkup } from './receipt/receipt-markup.js';
export type { Seller } from './receipt/seller.js';
export { LANGUAGES } from './receipt/words.js';
