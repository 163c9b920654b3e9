import { expect, test } from '@jest/globals';
import { runsOf } from './column-runs.js';

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

test('what has none of it is one part, and nothing is none', () => {
  expect(shown('TOTAL EUR  12.50\nKöln – ﾋﾟｻﾞ')).toEqual([['TOTAL EUR  12.50\nKöln – ﾋﾟｻﾞ', null]]);
  expect(shown('')).toEqual([]);
});
