import { signal } from '@preact/signals';
import type { FieldError } from '../api/problem.js';
import { boundsIn, fieldInWords } from './field-names.js';
import { filled } from './filled.js';
import { number } from './formats.js';
import { type Language, language } from './texts.js';

const LOADED_BY = {
  en: () => import('./field-faults.en.js'),
  ko: () => import('./field-faults.ko.js'),
};

interface Texts {
  readonly faults: Readonly<Record<string, string | undefined>>;
  readonly fieldNames: Readonly<Record<string, string>>;
}

const NONE: Texts = { faults: {}, fieldNames: {} };

/** Null until they are there; of the language before, until those of now are. */
const loaded = signal<Texts | null>(null);
let asked: Language | null = null;

/** Asked for with the first field that is refused. */
const texts = (): Texts | null => {
  const wanted = language.value;
  if (asked !== wanted) {
    asked = wanted;
    LOADED_BY[wanted]().then(
      (those) => {
        if (asked === wanted) loaded.value = those;
      },
      () => {
        asked = null;
        loaded.value ??= NONE;
      },
    );
  }
  return loaded.value;
};

/** What is wrong with a field, for people; empty until the words are there. Of a code that these pages do not know yet, what the server says of it. */
export const faultInWords = ({ code, detail }: Pick<FieldError, 'code' | 'detail'>): string => {
  const known = texts();
  if (!known) return '';
  const { [code]: sentence } = known.faults;
  const bounds: Readonly<Record<string, number | undefined>> = boundsIn(detail);
  return sentence === undefined
    ? detail
    : filled(sentence, (place) => (bounds[place] === undefined ? null : number(bounds[place])));
};

/** What people call a field; null where that is not known. */
export const nameOfField = (path: string): string | null => fieldInWords(path, (texts() ?? NONE).fieldNames);
