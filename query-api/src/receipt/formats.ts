import { decimalsOf, localAt, type Minor, toDecimal, unitOf } from '@doremi/domain';
import { type Language, LANGUAGES } from './words.js';

/** Dates, times and amounts as one language writes them. */
export interface Formats {
  /** Of a date, `2026-01-31`: `Jan 31, 2026`. */
  readonly day: (date: string) => string;
  /** Of an instant (ISO 8601), as clocks at the store had it: `Jan 31, 2026`. */
  readonly dayOf: (instant: string) => string;
  /** The same: `6:05 PM`. */
  readonly timeOf: (instant: string) => string;
  /** The same: `Jan 31, 2026, 6:05 PM`. */
  readonly clock: (instant: string) => string;
  /** With the decimals of its currency, and with cents where it has some all the same; without the currency: `15,900`. */
  readonly amount: (amount: Minor) => string;
}

/** The halves of a day where ICU leaves them in English: 78.2 does so in Korean, which is Node 20.20's. */
const HALVES: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {},
  ko: { AM: '오전', PM: '오후' },
};

const datesIn = (language: Language) => {
  const inWords = (half: string): string => HALVES[language][half] ?? half;
  const made = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
    // Some of the blanks that ICU puts between are on no printer.
    return (at: number): string => format.format(at).replace(/\s/g, ' ').replace(/[AP]M/, inWords);
  };
  return {
    day: made({ dateStyle: 'medium' }),
    time: made({ timeStyle: 'short' }),
    clock: made({ dateStyle: 'medium', timeStyle: 'short' }),
  };
};

/** Made once per language: that takes a hundred times as long as their use. */
const dates = Object.fromEntries(LANGUAGES.map((language) => [language, datesIn(language)])) as Readonly<
  Record<Language, ReturnType<typeof datesIn>>
>;

/** In a language, at a place (IANA), in a currency (ISO 4217; null where none is written down). */
export const formatsIn = (language: Language, timeZone: string, currency: string | null): Formats => {
  const { day, time, clock } = dates[language];
  const local = (instant: string): number => localAt(timeZone, Date.parse(instant));
  return {
    day: (date) => day(Date.parse(date)),
    dayOf: (instant) => day(local(instant)),
    timeOf: (instant) => time(local(instant)),
    clock: (instant) => clock(local(instant)),
    amount: (amount) => {
      const decimals = amount % unitOf(currency) === 0 ? (decimalsOf(currency ?? '') ?? 2) : 2;
      const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
      return toDecimal(amount).toLocaleString(language, digits);
    },
  };
};
