/** Money inside is an integer of minor units (1/100); at the HTTP edge it is a decimal number. */
export type Minor = number;

/** An amount and its currency (ISO 4217); null where nobody wrote down which one. */
export interface Money {
  readonly amount: Minor;
  readonly currency: string | null;
}

/** The highest amount accepted at the edge, in minor units: 10,000,000.00. */
export const MAX_AMOUNT: Minor = 1_000_000_000;

/** The highest total of a cart, in minor units: fifty lines of ninety-nine each. */
export const MAX_TOTAL: Minor = 50 * 99 * MAX_AMOUNT;

const DECIMAL = /^(\d{1,12})(?:\.(\d{1,2}))?$/;

/**
 * Reads a decimal amount as it comes in: a number (150, 150.5) or a decimal string ("150.0", as HTTPie sends it).
 * Returns minor units, or null where it is no amount between 0 and `max` (minor units) with at most two decimals.
 */
export const parseMoney = (input: unknown, max: Minor = MAX_AMOUNT): Minor | null => {
  const text = typeof input === 'number' ? String(input) : input;
  const [, whole, fraction = ''] = (typeof text === 'string' && DECIMAL.exec(text)) || [];
  if (whole === undefined) return null;
  const minor = Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
  return minor <= max ? minor : null;
};

/** The same of a difference, which may be below 0: from `-max` to `max`, minor units. */
export const parseDifference = (input: unknown, max: Minor = MAX_AMOUNT): Minor | null => {
  const text = String(typeof input === 'number' ? input : typeof input === 'string' ? input : '');
  const minor = parseMoney(text.replace(/^-(?=\d)/, ''), max);
  return minor !== null && text.startsWith('-') ? 0 - minor : minor;
};

/** Minor units as the decimal number of the HTTP edge: 15000 → 150. */
export const toDecimal = (minor: Minor): number => minor / 100;
