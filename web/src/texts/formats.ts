import { computed } from '@preact/signals';
import { chainCurrency } from '../session/current.js';
import { locale } from './texts.js';

interface Times {
  readonly time: Intl.DateTimeFormat;
  readonly date: Intl.DateTimeFormat;
  readonly dayAndTime: Intl.DateTimeFormat;
}

const formats = computed(() => {
  const own = locale.value;
  return {
    times: new Map<string | undefined, Times>(),
    day: new Intl.DateTimeFormat(own, { dateStyle: 'medium', timeZone: 'UTC' }),
    shortDay: new Intl.DateTimeFormat(own, { month: 'short', day: 'numeric', timeZone: 'UTC' }),
    number: new Intl.NumberFormat(own),
    ago: new Intl.RelativeTimeFormat(own, { numeric: 'auto' }),
    list: new Intl.ListFormat(own, { type: 'conjunction' }),
    money: new Map<string, Intl.NumberFormat>(),
  };
});

/** An amount in a currency (ISO 4217), the chain's where none is written down. */
export const money = (amount: number, currency: string | null = null): string => {
  const { money: made } = formats.value;
  const code = currency ?? chainCurrency;
  const format = made.get(code) ?? new Intl.NumberFormat(locale.value, { style: 'currency', currency: code });
  made.set(code, format);
  return format.format(amount);
};

/** A difference of amounts in the chain's currency: "+€1.50", "−€2.00". No line ends between its sign and the amount. */
export const signedMoney = (delta: number): string => `${delta < 0 ? '−' : '+'}\u2060${money(Math.abs(delta))}`;

const timesIn = (timeZone: string | undefined): Times => {
  const { times: made } = formats.value;
  const known = made.get(timeZone);
  if (known) return known;
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale.value, { ...options, ...(timeZone !== undefined && { timeZone }) });
  const times = {
    time: format({ hour: '2-digit', minute: '2-digit' }),
    date: format({ dateStyle: 'short' }),
    dayAndTime: format({ dateStyle: 'medium', timeStyle: 'short' }),
  };
  made.set(timeZone, times);
  return times;
};

/** An instant (ISO 8601): the time, with the day unless it is today; at a place (IANA), else where somebody looks at it. */
export const when = (instant: string, timeZone?: string): string => {
  const at = new Date(instant);
  const { time, date, dayAndTime } = timesIn(timeZone);
  return (date.format(at) === date.format(new Date()) ? time : dayAndTime).format(at);
};

/** A date (YYYY-MM-DD). */
export const day = (date: string): string => formats.value.day.format(new Date(`${date}T00:00:00Z`));

/** The same where there is little room: without the year. */
export const shortDay = (date: string): string => formats.value.shortDay.format(new Date(`${date}T00:00:00Z`));

export const number = (n: number): string => formats.value.number.format(n);
export const listed = (items: readonly string[]): string => formats.value.list.format(items);

/** How long ago, or how soon: "5 minutes ago", "in 2 hours". */
export const ago = (instant: string, now = Date.now()): string => {
  const seconds = (Date.parse(instant) - now) / 1_000;
  const [amount, unit] =
    Math.abs(seconds) < 60
      ? ([seconds, 'second'] as const)
      : Math.abs(seconds) < 3_600
        ? ([seconds / 60, 'minute'] as const)
        : Math.abs(seconds) < 86_400
          ? ([seconds / 3_600, 'hour'] as const)
          : ([seconds / 86_400, 'day'] as const);
  return formats.value.ago.format(Math.round(amount), unit);
};

/** The smallest difference of amounts that the chain's currency knows: 0.01, 1. Nothing is finer than 1/100. */
export const smallestAmount = ((): number => {
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency: chainCurrency,
  }).resolvedOptions();
  return 10 ** -Math.min(maximumFractionDigits, 2);
})();
