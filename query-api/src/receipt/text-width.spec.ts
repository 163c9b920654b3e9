import { expect, test } from '@jest/globals';
import { charactersOf, widthOf } from './text-width.js';

test.each([
  ['', 0],
  ['Total 12.50', 11],
  ['합계(원)', 8],
  ['Köln – „Käse“', 13],
  ['漢字ピザ', 8],
  ['ﾋﾟｻﾞ', 4],
  ['１２。', 6],
  ['🍕 ✓', 4],
  ['🇰🇷🇩🇪', 4],
  ['👩‍👩‍👧', 2],
  ['👍🏽', 2],
  ['1️⃣ ❤️', 5],
  ['e\u0301', 1],
  ['ก็', 1],
  ['\u1112\u1161\u11ab', 2],
])('%p is %d columns wide', (text, columns) => expect(widthOf(text)).toBe(columns));

test('what is one to whoever reads it is one', () => {
  expect(charactersOf('🇰🇷🇩🇪 Zoe\u0308')).toEqual(['🇰🇷', '🇩🇪', ' ', 'Z', 'o', 'e\u0308']);
});

test('what may join what is before it is asked about', () => {
  const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
  const joining = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter((one) =>
    /[\p{M}\p{Cf}\p{Lm}\p{Sk}\u1100-\u11ff\ud7b0-\ud7fb\n]/u.test(one),
  );
  expect(joining.length).toBeGreaterThan(1_000);
  const asked = (text: string): string[] => Array.from(graphemes.segment(text), ({ segment }) => segment);
  const texts = joining.flatMap((one) => [`a${one}`, `가${one}`, `\r${one}`]);
  expect(texts.filter((text) => charactersOf(text).length !== asked(text).length)).toEqual([]);
});
