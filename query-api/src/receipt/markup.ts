import { decimalsOf, localAt, type Minor, toDecimal, unitOf } from '@doremi/domain';

/** A line at the left; it goes on in the next where it is longer than the paper is wide. */
export const left = (text: string): string => `|${text} |`;

/** A line indented by two. */
export const indented = (text: string): string => left(`~~${text}`);

export const RULE = '-';
export const CUT = '=';

/** A label at the left and an amount at the right of so many columns, on two lines where one is too short; plain ASCII both. */
export const row = (label: string, amount: string, columns: number, mark = ''): readonly string[] =>
  label.length + 1 + amount.length <= columns
    ? [`{width:*,${amount.length}}`, `|${mark}${label} | ${mark}${amount}|`, '{width:auto}']
    : [`|${mark}${label} |`, `| ${mark}${amount}|`];

/** An amount with the decimals of its currency, and with cents where it has some all the same. */
export const amountIn = (amount: Minor, currency: string | null): string => {
  const decimals = amount % unitOf(currency) === 0 ? (decimalsOf(currency ?? '') ?? 2) : 2;
  return toDecimal(amount).toFixed(decimals);
};

/** `2026-01-31 18:05`, as clocks at the store had it. */
export const clockAt = (instant: string, timeZone: string): string =>
  new Date(localAt(timeZone, Date.parse(instant))).toISOString().slice(0, 16).replace('T', ' ');
