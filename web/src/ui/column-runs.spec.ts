import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runsOf } from './column-runs.js';

/** Text and columns of each part. */
const shown = (text: string) => runsOf(text).map((run) => [run.text, run.columns]);

test('what takes two columns a character is told apart', () => {
  expect(shown('합계(원)   1,500\n2 x 불고기 피자🍕')).toEqual([
    ['합계', 4],
    ['(', null],
    ['원', 2],
    [')   1,500\n2 x ', null],
    ['불고기', 6],
    [' ', null],
    ['피자🍕', 6],
  ]);
});

test('what is one to whoever reads it takes two columns at most, and is in one part', () => {
  expect(shown('🇰🇷🇩🇪 Zoe\u0308 👩‍👩‍👧 1️⃣ ﾋﾟ')).toEqual([
    ['🇰🇷🇩🇪', 4],
    [' Zoe\u0308 ', null],
    ['👩‍👩‍👧', 2],
    [' ', null],
    ['1️⃣', 2],
    [' ', null],
    ['ﾋﾟ', 2],
  ]);
});

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const charactersOf = (text: string): string[] => Array.from(graphemes.segment(text), ({ segment }) => segment);
const anyText = fc
  .array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('🇰🇷', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '👩‍👩‍👧', '👍🏽', 'e\u0301', '피', ' ', '\n')))
  .map((parts) => parts.join(''));

test('the parts are the whole text, and none of its characters is in two of them', () =>
  fc.assert(
    fc.property(anyText, (text) => {
      const runs = runsOf(text);
      expect(runs.flatMap((run) => charactersOf(run.text))).toEqual(charactersOf(text));
      for (const { text: run, columns } of runs)
        if (columns !== null) expect(columns).toBe(2 * charactersOf(run).length);
    }),
  ));

test('what has none of it is one part, and nothing is none', () => {
  expect(shown('TOTAL EUR  12.50\nKöln – Café')).toEqual([['TOTAL EUR  12.50\nKöln – Café', null]]);
  expect(shown('')).toEqual([]);
});
