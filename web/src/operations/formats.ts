import { locale } from '../texts/texts.js';
import { number } from '../texts/formats.js';
import { spanOf } from './span.js';

/** A time of day with its seconds, where somebody looks at it. */
export const clock = (at: Date): string =>
  new Intl.DateTimeFormat(locale.value, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at);

/** An instant (ISO 8601) to the millisecond, with its day. */
export const moment = (instant: string): string =>
  new Intl.DateTimeFormat(locale.value, {
    ...({ year: 'numeric', month: '2-digit', day: '2-digit' } as const),
    ...({ hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 } as const),
  }).format(new Date(instant));

/** A span of time in the unit that fits; `seconds` may have a fraction. */
export const span = (seconds: number): string => {
  const { amount, unit } = spanOf(seconds);
  return new Intl.NumberFormat(locale.value, { style: 'unit', unit, unitDisplay: 'short' }).format(amount);
};

/** Events per second. */
export const rate = (perSecond: number): string =>
  number(perSecond < 10 ? Math.round(perSecond * 10) / 10 : Math.round(perSecond));
