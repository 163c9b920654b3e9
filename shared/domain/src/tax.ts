import { unitOf } from './currency.js';
import type { Tax } from './events/order-terms.js';
import type { Minor } from './money.js';

/** The highest rate, in percent. */
const MAX_RATE = 100;

const RATE = /^(\d{1,3})(?:\.(\d{1,2}))?$/;

/** Reads a rate in percent, such as `19` or `8.25`; null where it is none from 0 to 100 with at most two decimals. */
export const parseRate = (text: string): number | null => {
  const [, whole, fraction = ''] = RATE.exec(text) ?? [];
  if (whole === undefined) return null;
  const hundredths = Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
  return hundredths <= MAX_RATE * 100 ? hundredths / 100 : null;
};

/**
 * What of an amount is not tax, where prices include it: amount × 100 / (100 + rate), rounded half up to the currency's
 * unit. `rate` is percent. In whole numbers, of any size: binary fractions would round some halves down.
 */
const netOf = (amount: Minor, rate: number, currency: string | null): Minor => {
  const unit = BigInt(unitOf(currency));
  const parts = 10_000n + BigInt(Math.round(rate * 100));
  const units = (2n * 10_000n * BigInt(amount) + parts * unit) / (2n * parts * unit);
  return Number(units * unit);
};

/** The tax in a total: net and tax add up to it. `rate` is percent. */
export const taxOf = (total: Minor, rate: number, currency: string | null): Tax => {
  const net = netOf(total, rate, currency);
  return { rate, net, tax: total - net };
};

/**
 * The same of a refund, after `before` was refunded of the same payment: what is refunded together has the net of its sum,
 * so that refunds in part add up to that of the total, to the last unit.
 */
export const taxOfRefund = (amount: Minor, before: Minor, rate: number, currency: string | null): Omit<Tax, 'rate'> => {
  const net = netOf(before + amount, rate, currency) - netOf(before, rate, currency);
  return { net, tax: amount - net };
};
