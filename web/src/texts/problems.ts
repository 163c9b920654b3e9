import { effect, signal } from '@preact/signals';
import type { Problem } from '../api/problem.js';
import { common } from './common.js';
import { filled } from './filled.js';
import { money, number, when } from './formats.js';
import type { Code } from './problem-sentences.en.js';
import { language } from './texts.js';

const LOADED_BY = {
  en: () => import('./problem-sentences.en.js'),
  ko: () => import('./problem-sentences.ko.js'),
};

/** Those of the language of now; of the one before, until they are there. */
const sentences = signal<Partial<Readonly<Record<string, string>>> & Partial<Record<Code, string>>>({});

effect(() => {
  const wanted = language.value;
  LOADED_BY[wanted]().then(
    (loaded) => {
      if (language.value === wanted) sentences.value = loaded.sentences;
    },
    () => undefined,
  );
});

const AMOUNTS = ['minimum', 'subtotal', 'total', 'most', 'least', 'left'];
const INSTANTS = ['until', 'nextFreeAt', 'opensAt'];

/** What a problem says of itself, as people read it; null where it is not known. */
const shown = (field: string, value: unknown): string | null => {
  if (typeof value === 'number') return AMOUNTS.includes(field) ? money(value) : number(value);
  if (typeof value !== 'string') return null;
  if (INSTANTS.includes(field)) return when(value);
  return field === 'currentStatus' ? statusInWords(value) : value;
};

const STATUSES = [
  ...['RECEIVED', 'ACCEPTED', 'COOKING', 'READY', 'DELIVERING', 'DELIVERY_FAILED', 'COMPLETED', 'CANCELLED'],
] as const;

/** An order's status in words; one that is not known as it is. */
export const statusInWords = (status: string): string =>
  (STATUSES as readonly string[]).includes(status) ? common(status as 'RECEIVED') : status;

/** What went wrong, for people. A code that these pages do not know yet is told with it. */
export const sentenceOf = (problem: Problem): string => {
  const { [problem.code]: sentence, INTERNAL_ERROR = '' } = sentences.value;
  if (sentence === undefined) return `${INTERNAL_ERROR} (${problem.code})`;
  return filled(sentence, (field) => shown(field, problem[field]));
};
