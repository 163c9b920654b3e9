import { expect, test } from '@jest/globals';
import { widthOf } from './text-width.js';

test.each([
  ['', 0],
  ['Total 12.50', 11],
  ['합계(원)', 8],
  ['Köln – „Käse“', 13],
  ['漢字ピザ', 8],
  ['ﾋﾟｻﾞ', 4],
  ['１２。', 6],
  ['🍕 ✓', 4],
])('%p is %d columns wide', (text, columns) => expect(widthOf(text)).toBe(columns));
