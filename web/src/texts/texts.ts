import { computed, signal } from '@preact/signals';
import { localeOf } from './locale.js';

export type Language = 'en' | 'ko';
export const LANGUAGES: Readonly<Record<Language, string>> = { en: 'English', ko: '한국어' };

/** Texts by their keys; `{name}` is a place for what is given. With a number `n` there may be one for each form of the language. */
export type Catalogue = Readonly<Record<string, string | { readonly one: string; readonly other: string }>>;

/** A catalogue in another language has the same keys, or does not compile. */
export type SameKeys<Texts extends Catalogue> = Readonly<Record<keyof Texts, Catalogue[string]>>;

const KEY = 'doremi-language';

const ofTheBrowser = (): Language => (navigator.language.startsWith('ko') ? 'ko' : 'en');
const chosen = (): Language | null => {
  const kept = localStorage.getItem(KEY);
  return kept === 'en' || kept === 'ko' ? kept : null;
};

/** The browser's, until somebody switches. */
export const language = signal<Language>(chosen() ?? ofTheBrowser());

/** For dates, times and amounts in that language, as this browser's person writes them. */
export const locale = computed(() => localeOf(language.value, navigator.languages));

export const speak = (one: Language): void => {
  localStorage.setItem(KEY, one);
  language.value = one;
};

type Given = Readonly<Record<string, string | number>>;

const fill = (text: string, given: Given): string =>
  text.replace(/\{(\w+)\}/g, (place, name: string) => String(given[name] ?? place));

const plurals = computed(() => new Intl.PluralRules(locale.value));

/** What says the texts of these catalogues in the language of now. */
export const textsOf = <Texts extends Catalogue>(catalogues: { readonly en: Texts; readonly ko: SameKeys<Texts> }) => {
  return (key: keyof Texts & string, given: Given = {}): string => {
    const text = catalogues[language.value][key];
    if (typeof text === 'string') return fill(text, given);
    return fill(plurals.value.select(Number(given.n)) === 'one' ? text.one : text.other, given);
  };
};
