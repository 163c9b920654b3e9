import { effect, signal } from '@preact/signals';
import type { FieldError, Problem } from '../api/problem.js';
import { common } from './common.js';
import { boundsIn, fieldInWords } from './field-names.js';
import { filled } from './filled.js';
import { money, number, when } from './formats.js';
import type { Code } from './problem-sentences.en.js';
import { language } from './texts.js';

const LOADED_BY = {
  en: () => import('./problem-sentences.en.js'),
  ko: () => import('./problem-sentences.ko.js'),
};

type Texts = Readonly<Record<string, string | undefined>>;

/** Those of the language of now; of the one before, until they are there. */
const loaded = signal<{
  readonly sentences: Texts & Partial<Record<Code, string>>;
  readonly faults: Texts;
  readonly fieldNames: Readonly<Record<string, string>>;
}>({ sentences: {}, faults: {}, fieldNames: {} });

effect(() => {
  const wanted = language.value;
  LOADED_BY[wanted]().then(
    (texts) => {
      if (language.value === wanted) loaded.value = texts;
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
  const { [problem.code]: sentence, INTERNAL_ERROR = '' } = loaded.value.sentences;
  if (sentence === undefined) return `${INTERNAL_ERROR} (${problem.code})`;
  return filled(sentence, (field) => shown(field, problem[field]));
};

/** What is wrong with a field, for people. Of a code that these pages do not know yet, what the server says of it. */
export const faultInWords = ({ code, detail }: Pick<FieldError, 'code' | 'detail'>): string => {
  const { [code]: sentence } = loaded.value.faults;
  if (sentence === undefined) return detail;
  const bounds: Readonly<Record<string, number | undefined>> = boundsIn(detail);
  return filled(sentence, (place) => (bounds[place] === undefined ? null : number(bounds[place])));
};

/** What people call a field; null where that is not known. */
export const nameOfField = (path: string): string | null => fieldInWords(path, loaded.value.fieldNames);
