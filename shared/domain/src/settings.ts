// What settings are checked by alone, without events and read models: whoever starts processes loads nothing else.
export { currencyFault, type MoneyTerms, PLAIN_MONEY } from './currency.js';
export { parseRate } from './tax.js';
