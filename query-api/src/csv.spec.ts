import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Cell, csvOf } from './csv.js';

describe('a table as CSV', () => {
  test.each<[Cell, string]>([
    ['pizza3', 'pizza3'],
    [150.5, '150.5'],
    [-1.5, '-1.5'],
    [null, ''],
    ['', ''],
    ['tomato, mozzarella', '"tomato, mozzarella"'],
    ['the "best"', '"the ""best"""'],
    ['two\r\nlines', '"two\r\nlines"'],
    ['=1+1', "'=1+1"],
    ['+49 30 1', "'+49 30 1"],
    ['-rf', "'-rf"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
    ['-12.50', '-12.50'],
    ['+7', '+7'],
    ['피자', '피자'],
  ])('%j is %s', (cell, text) => {
    expect(csvOf([['a'], [cell]])).toBe(`a\r\n${text}\r\n`);
  });

  test('is read back as it was, whatever is in it, and has no formula', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('=1', '@a', '-', '+', '"', '\r\n', ',', '-1', "'"));
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 1 }), (rows) => {
        const read = readCsv(csvOf(rows));
        expect(read.map(({ length }) => length)).toEqual(rows.map(({ length }) => length));
        read.forEach((row, index) =>
          row.forEach((cell, at) => {
            const was = rows[index]?.[at] ?? '';
            expect([was, `'${was}`]).toContain(cell);
            if (/^[=+\-@]/.test(cell)) expect(Number.isFinite(Number(cell))).toBe(true);
          }),
        );
      }),
    );
  });
});

/** A reader of RFC 4180 as it is written there. */
const readCsv = (text: string): string[][] => {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
};
