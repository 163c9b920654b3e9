import type { Minor } from './money.js';

/** In what a chain sells, and how much tax its prices include, in percent. */
export interface MoneyTerms {
  readonly currency: string;
  readonly taxRate: number;
}

/** Of a chain that says nothing. */
export const PLAIN_MONEY: MoneyTerms = { currency: 'EUR', taxRate: 0 };

/** Amounts are kept in 1/100, so this is the most that a currency may have. */
const MOST_DECIMALS = 2;

let known: ReadonlySet<string> | undefined;
const decimals = new Map<string, number>();

/** How many decimals amounts of the currency have, as Intl knows it; null where ISO 4217 has no currency of that name. */
export const decimalsOf = (currency: string): number | null => {
  known ??= new Set(Intl.supportedValuesOf('currency'));
  if (!known.has(currency)) return null;
  const before = decimals.get(currency);
  if (before !== undefined) return before;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const found = format.resolvedOptions().maximumFractionDigits ?? MOST_DECIMALS;
  decimals.set(currency, found);
  return found;
};

/** Why nothing can be sold in it; null where it can. */
export const currencyFault = (currency: string): string | null => {
  const found = decimalsOf(currency);
  if (found === null) return 'is no currency of ISO 4217, such as EUR';
  return found > MOST_DECIMALS ? `has ${found} decimals, and amounts are kept with ${MOST_DECIMALS}` : null;
};

/** The smallest amount of the currency, in minor units: 1 in EUR, 100 in KRW, 1 where it is not known which one it is. */
export const unitOf = (currency: string | null): Minor =>
  currency === null ? 1 : 10 ** Math.max(0, MOST_DECIMALS - (decimalsOf(currency) ?? MOST_DECIMALS));
