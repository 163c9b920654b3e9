import { describe, expect, test } from '@jest/globals';
import { printed } from './printed.js';
import { onPaper } from './testing/escpos.js';
import { LANGUAGES, WORDS, type Words } from './words.js';

/** All that is said, each with something in its place. */
const saidBy = (words: Words): string[] =>
  Object.values(words).map((said: Words[keyof Words]) => (typeof said === 'string' ? said : said(7 as never)));

describe.each(LANGUAGES)('what is printed in %s', (language) => {
  test('is in the code page of its printers, and nothing that ReceiptLine takes for its own', async () => {
    for (const said of saidBy(WORDS[language])) {
      const { content } = await printed('application/vnd.escpos', { markup: said, columns: 42 });
      expect(new TextDecoder('euc-kr').decode(onPaper(Buffer.from(content))).trim()).toBe(said);
    }
  });

  test('is in that language', () => {
    const isKorean = saidBy(WORDS[language]).map((said) => /\p{Script=Hangul}/u.test(said));
    expect(new Set(isKorean)).toEqual(new Set([language === 'ko']));
  });
});

test('the total says in which currency it is, where one is written down', () => {
  const total = (language: 'en' | 'ko') => ['KRW', 'EUR', null].map((currency) => WORDS[language].total(currency));
  expect(total('en')).toEqual(['TOTAL KRW', 'TOTAL EUR', 'TOTAL']);
  expect(total('ko')).toEqual(['합계(원)', '합계(EUR)', '합계']);
});
